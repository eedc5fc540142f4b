from dataclasses import dataclass

import pytest

from referrals.flow.answering import (
    Rank,
    first_to_answer,
    on_screen,
    ranked,
    shown,
    stand_ins_for,
    with_stand_ins,
)
from referrals.flow.model import Referral, StandIn
from referrals.flow.person import Person
from tests.referrals.vocabulary import text


@dataclass(frozen=True)
class Desk:
    rank: Rank = Rank.OWN
    answers_now: bool = True
    is_emergency: bool = False
    excluded: bool = False
    service_slug: str = ""


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


def test_a_desk_that_is_not_for_him_is_left_out():
    added = Desk(Rank.ADDED)
    assert shown([Desk(excluded=True), added]) == [added]
    assert with_stand_ins([added, Desk(Rank.STAND_IN, excluded=True)]) == [added]


def test_stand_ins_are_shown_while_no_own_desk_answers():
    stand_in = Desk(Rank.STAND_IN, service_slug="night")
    added = Desk(Rank.ADDED)
    assert shown([CLOSED, added, stand_in]) == [CLOSED, added, stand_in]
    assert shown([Desk(excluded=True), stand_in]) == [stand_in]
    assert shown([CLOSED, Desk(), stand_in]) == [CLOSED, Desk()]


def test_a_stand_in_that_an_answer_added_is_there_once():
    added = Desk(Rank.ADDED, service_slug="night")
    stand_in = Desk(Rank.STAND_IN, service_slug="night")
    assert with_stand_ins([CLOSED, added, stand_in]) == [CLOSED, stand_in]


def test_on_screen_what_answers_comes_first():
    not_for_him, open_desk = Desk(excluded=True), Desk(service_slug="open")
    assert on_screen([not_for_him, CLOSED, open_desk]) == [open_desk, CLOSED]
    assert on_screen([not_for_him, CLOSED]) == [CLOSED]


OWN, OTHER = (Referral(slug, (text(f"own {slug}"),)) for slug in ("own", "other"))


def better(slug: str) -> Referral:
    return Referral(slug, (text(f"better {slug}"),), fits_better=True)


@pytest.mark.parametrize(
    ("added", "expected"),
    [
        ([], [("own", Rank.OWN), ("other", Rank.OWN)]),
        (
            [Referral("more", (text("more"),))],
            [("own", Rank.OWN), ("other", Rank.OWN), ("more", Rank.ADDED)],
        ),
        ([better("more")], [("more", Rank.OWN), ("own", Rank.OWN), ("other", Rank.OWN)]),
        ([better("other")], [("other", Rank.OWN), ("own", Rank.OWN)]),
        ([Referral("other", (text("too"),))], [("own", Rank.OWN), ("other", Rank.OWN)]),
    ],
)
def test_an_answer_never_outranks_the_outcome_unless_its_desk_fits_better(added, expected):
    assert [(desk.service, desk.rank) for desk in ranked([OWN, OTHER], added, [])] == expected


def test_a_desk_named_twice_has_every_reason_once():
    also = Referral("own", (text("too"), text("own own")))
    assert ranked([OWN], [also, also], [])[0].reasons == (text("own own"), text("too"))
    assert ranked([OWN], [better("own")], [])[0].reasons == (text("better own"), text("own own"))


def test_stand_ins_follow_with_the_reason_of_an_answer_unless_they_are_there_already():
    stand_ins = [StandIn("own", text("x")), StandIn("night", text("at night"))]
    added = [Referral("night", (text("he asked"),))]
    last = ranked([OWN], added, stand_ins)[-1]
    assert (last.service, last.rank) == ("night", Rank.STAND_IN)
    assert last.reasons == (text("at night"), text("he asked"))
    assert [desk.service for desk in ranked([OWN], [], stand_ins)] == ["own", "night"]
    assert ranked([OWN], [better("night")], stand_ins)[-1].service == "own"


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
