import pytest

from referrals.reading.stories import Signs, is_case
from referrals.reading.tokens import tokenize

NOTHING = {
    "danger": False,
    "urgent": False,
    "situation": False,
    "answered": False,
    "person": False,
    "age": False,
    "look_up": None,
}


def tells(text: str, **signs: object) -> bool:
    return is_case(tokenize(text), Signs(**{**NOTHING, **signs}))  # type: ignore[arg-type]


LONG = "brugpieper krijgt sinds kort geld van allerlei mannen"


def test_a_long_text_with_a_situation_tells_of_somebody_whatever_he_is_called():
    assert tells(LONG, situation=True)
    assert not tells(LONG)
    assert not tells("geld van allerlei mannen", situation=True)


@pytest.mark.parametrize("first", ["hoe", "mag", "which", "can"])
def test_a_question_does_not_tell_of_somebody_who_is_not_named(first):
    assert not tells(f"{first} {LONG}", situation=True)


@pytest.mark.parametrize(
    "text",
    [
        "mag een hotel een jongen weigeren",
        "welke signalen wijzen op uitbuiting van een jongen",
        "can a boy be a victim of trafficking",
        "where can a boy go after rape",
    ],
)
def test_a_question_about_no_one_in_particular_is_no_case(text):
    assert not tells(text, person=True, situation=True)


@pytest.mark.parametrize(
    "text",
    [
        "mag een hotel hem weigeren",
        "is de jongen opgesloten",
        "hoe help ik een jongen die wordt uitgebuit",
        "wie bel ik voor een jongen",
        "what do i do about my pupil",
    ],
)
def test_who_asks_about_him_or_what_to_do_has_somebody_in_mind(text):
    assert tells(text, person=True, situation=True)


@pytest.mark.parametrize(
    "text",
    [
        "wat moet een hotel met een jongen van 14",
        "kan ik een jongen van 14 weigeren",
        "is 14 en weg",
    ],
)
def test_a_question_with_his_age_is_about_somebody(text):
    assert tells(text, person=True, age=True, situation=True)


@pytest.mark.parametrize(
    "text", ["mag een jongen van 17 sekswerk doen", "geldt de zwijgplicht bij een jongen van 15"]
)
def test_a_yes_or_no_about_a_boy_of_some_age_looks_something_up(text):
    assert not tells(text, person=True, age=True, situation=True)


def test_a_verb_and_what_happens_tell_of_somebody_without_a_name():
    assert tells("zwemtrainer filmt spelers onder douche", situation=True)
    assert not tells("spelers gefilmd onder de douche", situation=True)
    assert not tells("zwemtrainer filmt spelers onder douche")


def test_somebody_in_a_long_text_is_a_case_even_when_nothing_else_was_read():
    assert tells("een jongen die boven nee roept en dan stil is", person=True)
    assert not tells("een jongen die nee roept", person=True)


def test_what_cannot_wait_is_no_look_up():
    text = "jongen, letsel na verkrachting afgelopen nacht"
    assert tells(text, person=True, urgent=True, look_up=2)
    assert not tells(text, person=True, situation=True, look_up=2)


def test_words_of_a_look_up_later_in_a_long_text_are_part_of_the_story():
    text = "groepsleider stuurt een jongen van 16 snachts appjes over seks"
    assert tells(text, person=True, age=True, situation=True, look_up=8)
    assert not tells(text, person=True, age=True, situation=True, look_up=1)
    assert not tells(text, person=True, situation=True, look_up=8)
