"""The shipped guide with judged sentences: those that nobody tunes on, and those to work with."""

import re
from datetime import datetime

import pytest
from django.utils import timezone

from tools.sentence_scores import (
    PARTS,
    SUNDAY_NIGHT,
    Answered,
    Scores,
    Sentence,
    answered,
    part,
    scores,
)

MONDAY_MORNING = "2026-12-07T10:00"
IN_BOX = 0.88
UNWANTED = 0.08

NO_CERTAIN_DANGER = (
    "jongen zit opgesloten in zijn gedachten",
    "hij zit opgesloten in jji",
    "hij wordt vastgehouden op het bureau",
    "zijn verslaving houdt hem vast",
    "zijn toekomst is in gevaar",
    "direct gevaar is geweken",
    "jongen 14 bloedt uit zijn neus",
    "hij heeft een mes bij zich voor de kookles",
    "mannen van de gemeente staan voor de deur, jongen 15",
    "zie jongen instappen in schoolbus",
    "boy is held by immigration",
    "he is in danger of losing his job",
    "he is locked in competition with his brother",
    "boy just got into a car with his mum",
    "he has taken pills for adhd",
)
CERTAIN_DANGER = (
    "jongen 15 zit opgesloten in hotelkamer",
    "hij wordt vastgehouden door mannen",
    "jongen 13 wordt nu verkracht",
    "jongen bloedt hevig in hotelkamer",
    "mannen staan voor de deur van opvang",
    "zie jongen instappen bij oudere man",
    "they are raping him now",
    "he is locked in a flat by men",
    "they wont let him leave",
)

pytestmark = pytest.mark.django_db


@pytest.fixture(params=[SUNDAY_NIGHT, MONDAY_MORNING])
def moment(request):
    return timezone.make_aware(datetime.fromisoformat(request.param))


@pytest.mark.parametrize("name", PARTS)
def test_no_sentence_is_certainly_answered_wrong(name, moment):
    found: Scores = scores(answered(part(name), moment))
    assert found.wrong == 0


@pytest.mark.parametrize("name", PARTS)
def test_most_sentences_have_a_right_desk_in_the_box(name, moment):
    found = scores(answered(part(name), moment))
    assert found.in_box >= IN_BOX, str(found)
    assert found.unwanted <= UNWANTED, str(found)


def test_the_parts_do_not_share_a_sentence():
    texts = [sentence.text for name in PARTS for sentence in part(name)]
    assert len(texts) == len(set(texts)) > 400


def answer_of(text: str, moment: datetime) -> Answered:
    sentence = Sentence("nl", text, re.compile("^noodnummer-112$"), "situation")
    return next(iter(answered([sentence], moment)))


@pytest.mark.parametrize("text", NO_CERTAIN_DANGER)
def test_what_is_often_said_without_danger_is_no_certain_danger(text, moment):
    assert not answer_of(text, moment).certain


@pytest.mark.parametrize(
    "text", ["hotel, gast 25 sekswerk vrijwillig", "receptionist: guest 30, sex work by choice"]
)
def test_sex_work_of_his_own_choice_is_not_sent_to_the_police_for_certain(text, moment):
    assert not answer_of(text, moment).certain


@pytest.mark.parametrize("text", CERTAIN_DANGER)
def test_danger_of_now_is_certain_and_leads_to_112(text, moment):
    answer = answer_of(text, moment)
    assert answer.certain
    assert answer.right
