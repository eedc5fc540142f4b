from dataclasses import dataclass

import pytest

from referrals.flow.answering import Rank, first_to_answer, stand_ins_for, stand_ins_needed
from referrals.flow.model import StandIn
from referrals.flow.person import Person


@dataclass(frozen=True)
class Desk:
    rank: Rank = Rank.OWN
    answers_now: bool = True
    is_emergency: bool = False
    excluded: bool = False


CLOSED = Desk(answers_now=False)
EMERGENCY = Desk(is_emergency=True)


def test_the_first_that_answers_comes_first():
    assert first_to_answer([CLOSED, EMERGENCY, Desk()]) is EMERGENCY
    assert first_to_answer([CLOSED]) is None
    assert first_to_answer([]) is None


def test_own_desks_precede_stand_ins_and_those_precede_added_desks():
    own, stand_in, added = (Desk(rank) for rank in Rank)
    assert first_to_answer([added, stand_in, own]) is own
    assert first_to_answer([added, stand_in, CLOSED]) is stand_in


def test_an_emergency_number_that_an_answer_added_comes_last():
    added = Desk(Rank.ADDED)
    emergency = Desk(Rank.ADDED, is_emergency=True)
    assert first_to_answer([emergency, added]) is added
    assert first_to_answer([emergency, CLOSED]) is emergency
    standing_in = Desk(Rank.STAND_IN, is_emergency=True)
    assert first_to_answer([standing_in, Desk(Rank.STAND_IN)]) is standing_in


def test_a_desk_that_is_not_for_him_is_passed_over():
    added = Desk(Rank.ADDED)
    assert first_to_answer([Desk(excluded=True), added]) is added


def test_stand_ins_are_needed_while_no_own_desk_answers():
    assert stand_ins_needed([CLOSED, Desk(Rank.ADDED)])
    assert stand_ins_needed([Desk(excluded=True)])
    assert not stand_ins_needed([CLOSED, Desk()])


ADULT = Person(min_age=18, groups=frozenset({"exploited"}))


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        ({}, True),
        ({"min_age": 18}, True),
        ({"min_age": 21}, False),
        ({"max_age": 17}, False),
        ({"max_age": 18}, True),
        ({"groups": ("exploited", "images")}, True),
        ({"groups": ("images",)}, False),
        ({"tonight": True}, False),
    ],
)
def test_for_whom_a_stand_in_is(conditions, expected):
    assert bool(stand_ins_for(ADULT, [StandIn("desk", {}, **conditions)])) == expected


def test_a_stand_in_for_tonight_is_for_who_needs_someone_tonight():
    assert stand_ins_for(Person(tonight=True), [StandIn("desk", {}, tonight=True)])


def test_someone_of_unknown_age_counts_as_a_minor():
    young, old = StandIn("young", {}, max_age=17), StandIn("old", {}, min_age=18)
    assert stand_ins_for(Person(), [young, old]) == (young,)
