"""The shipped guide with judged sentences: those that nobody tunes on, and those to work with."""

import re
from datetime import datetime

import pytest
from django.utils import timezone

from referrals.flow.case import End
from referrals.outcomes.content import published_guide
from referrals.outcomes.first_desk import ShownFirst, first_desk_at
from referrals.reading.answer import answer
from referrals.reading.reading import read
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
IN_BOX = 0.93
UNWANTED = 0.05

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
    "hij is nu bij een man in therapie",
    "hij is nu bij een man",
    "leerling 14 zit nu bij een man van jeugdzorg",
    "jongen 13 gaat straks naar een man die pianoles geeft",
    "boy 15 is with a man now for his driving lesson",
    "boy 15 is meeting a man tonight about a job at the bakery",
    "hij zegt dat ze hem halen komen",
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
    "jongen 15 is nu bij een man",
    "boy 14 ran away from the group home",
    "hij zegt niets en wordt vastgehouden door mannen",
    "hij zegt niks en wordt vastgehouden door mannen",
    "he says nothing men wont let him leave",
)
COERCED = (
    "bewoner 19 wordt gedwongen klanten te ontvangen",
    "cliënt 18 prostitueert zich niet vrijwillig",
    "man 25 sekswerker vertelt dat hij zijn geld moet afgeven",
    "resident 19 forced to have sex for money",
    "adult man 24 his boss keeps his money from sex work",
)
"""Adults of whom a word also fits his own choice."""

FIRST_DESKS = {
    "noodbed man 20 mensenhandel": "comensha",
    "noodopvang gezocht voor jongen van 17 die wordt uitgebuit": "veilig-thuis",
    "client 17 vertelt dat hij seks heeft voor drugs": "veilig-thuis",
    "hij zit nu hier en wil niet terug naar die man, 17": "veilig-thuis",
    "collega op school heeft iets met leerling van 16": "vertrouwensinspecteur",
    "boy 15 in my office sold by his uncle wont go home": "veilig-thuis",
    "boy 14 hit and sold by his father": "veilig-thuis",
    "jongen 15 verkocht door zijn oom": "veilig-thuis",
    "boy 17 wants to testify against trafficker": "politie-avim",
    "reclassering: man van 26 uitgebuit door een groep, wil niets verklaren": "comensha",
    "jongens bij een man in de flat hiernaast, mijn naam mag er niet bij": "meld-misdaad-anoniem",
    "asieladvocaat: cliënt 22 uitgebuit in een bordeel, grond voor b8": "comensha",
    "bewoner 16 spaart pillen op": "stichting-113",
    "resident 16 has been saving pills": "stichting-113",
}
"""An emergency bed is no danger, drugs are no drugging, and who will not go back is not missing.

A hint does not go before what is said and stands above it in the guide. "Wil niets
verklaren" is a no, a ground for residence is no age, and who stays anonymous reports a place
anonymously.
"""

pytestmark = [pytest.mark.django_db, pytest.mark.walk]


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


@pytest.mark.parametrize("text", ["mijn zoon 15 wordt gechanteerd", "my son 15 is blackmailed"])
def test_blackmail_of_a_child_is_not_for_certain_about_images(text, moment):
    assert not answer_of(text, moment).certain


def test_who_wants_to_report_is_no_look_up_of_reporting(moment):
    answer = answer_of("cliënt 21 wil aangifte doen van mensenhandel", moment)
    assert answer.certain
    assert "politie-avim" in answer.desks


@pytest.mark.parametrize("text", CERTAIN_DANGER)
def test_danger_of_now_is_certain_and_leads_to_112(text, moment):
    answer = answer_of(text, moment)
    assert answer.certain
    assert answer.right


@pytest.mark.parametrize("text", COERCED)
def test_who_is_coerced_is_not_first_said_to_choose_himself(text):
    found = choices(text)
    calm = [place for place, end in enumerate(found) if end == End.NO_DESK]
    assert found
    assert calm in ([], [len(found) - 1])
    assert len(found) > len(calm)


def choices(text: str) -> list[End | None]:
    """The end of each choice in the box, None for a desk."""
    return [end for _desk, _best, end in shown_first(text)]


def shown_first(text: str) -> list[ShownFirst]:
    published = published_guide()
    at = timezone.make_aware(datetime.fromisoformat(SUNDAY_NIGHT))
    first_desk = first_desk_at(published, at)
    flow = published.guide.flow
    found = answer(flow, read(text, flow), first_desk)
    return [first_desk(one.position) for one in found.listed if one.position]


@pytest.mark.parametrize(("text", "desk"), FIRST_DESKS.items())
def test_what_fits_best_is_first(text, desk):
    (_first, best, _end), *_others = shown_first(text)
    assert best == desk
