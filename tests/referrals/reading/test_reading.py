import pytest
from hypothesis import given
from hypothesis import strategies as st

from referrals.reading.answer import SentenceAnswer
from referrals.reading.reading import withdrawn
from referrals.reading.tokens import LONGEST
from tests.referrals.reading.small_guide import GUIDE, answered, understood


def said(text: str) -> set[tuple[str, str, str]]:
    return {(one.name, one.value, one.words) for one in understood(text).found if not one.hint}


def test_answers_are_read_with_the_words_they_were_read_from():
    assert said("Cliënt van 13, chantage met naaktfoto’s") == {
        ("work", "care", "Cliënt"),
        ("age", "young", "13"),
        ("child", "child-young", "13"),
        ("what", "images", "chantage … naaktfoto’s"),
    }


def test_a_hint_is_no_answer():
    reading = understood("jongen, dure spullen")
    assert reading.said("what") == set()
    assert reading.hinted("what") == {"paid"}


def test_a_phrase_inside_a_longer_one_does_not_count():
    assert understood("mijn zoon").said("child") == {"child-young", "child-adult"}
    assert understood("mijn zoon chantage").said("child") == {"child-images"}
    assert understood("mijn zoon van 13, chantage").said("child") == {"child-images"}


def test_his_age_adds_no_answer_to_what_words_say():
    assert understood("13, chantage").said("child") == {"child-young"}
    assert understood("volwassen, 13").said("age") == {"adult", "young"}


def test_his_age_is_read_only_when_it_is_one():
    assert understood("jongen 13").age == 13
    assert understood("jongen 19, broertje 12").age is None
    assert understood("jongen 19, broertje 12").age_in_doubt


@pytest.mark.parametrize(
    "text",
    ["jongen chantage", "13, chantage", "hij wordt nu bedreigd", "wat is dit, opgesloten"],
)
def test_somebody_and_a_situation_make_a_case(text):
    assert understood(text).is_case


@pytest.mark.parametrize(
    "text",
    ["", "chantage", "jongen 13", "jongen, is chantage strafbaar", "wat is chantage, jongen"],
)
def test_a_look_up_is_no_case(text):
    assert not understood(text).is_case


def test_nobody_looks_something_up_in_so_many_words():
    told = "chantage, hij zegt niets en wil ook niets, en nu vraag ik me af: is dat strafbaar"
    assert understood(told).is_case
    assert not understood("chantage, hij vraagt zich af: is dat strafbaar").is_case


def test_a_story_with_an_age_or_work_is_a_case_even_if_nothing_else_was_read():
    assert understood("leerling 13 komt de laatste tijd later").is_case
    assert understood("mijn cliënt komt de laatste tijd later").is_case
    assert not understood("leerling 13 is strafbaar volgens de wet").is_case


def test_another_form_of_a_word_makes_no_look_up():
    assert understood("jongen, chantage, strafbare feiten").is_case


def test_who_it_is_about_is_no_word_to_search_for():
    assert understood("jongen van 13 chantage").ignored == {"jongen", "13"}


@given(st.text(max_size=LONGEST + 50))
def test_any_text_can_be_read(text):
    found = answered(text)
    assert found is None or isinstance(found, SentenceAnswer)


def test_what_was_read_wrong_takes_only_what_was_read_from_it():
    reading = understood("cliënt 15 chantage")
    assert withdrawn(reading, GUIDE, ["what"]).age == 15
    without_age = withdrawn(reading, GUIDE, ["age"])
    assert without_age.age is None
    assert {one.name for one in without_age.found} == {"work", "what"}
    assert withdrawn(reading, GUIDE, []) == reading
