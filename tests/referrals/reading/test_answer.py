import pytest

from referrals.reading.answer import Certainty
from referrals.reading.choices import MOST
from tests.referrals.reading.small_guide import answered, desks


def test_it_is_certain_when_every_completion_leads_to_the_same_desk():
    found = answered("cliënt 13, chantage")
    assert desks(found) == ["helpwanted"]
    assert found.certainty == Certainty.CERTAIN
    assert found.answers == (
        ("work", "care"),
        ("age", "young"),
        ("what", "images"),
    )


def test_the_question_that_divides_is_asked_with_a_desk_for_each_answer():
    found = answered("cliënt, betaald voor seks")
    assert found.certainty == Certainty.ASKED
    assert found.question.name == "age"
    assert desks(found) == ["veilig-thuis", "comensha"]


def test_work_that_is_not_said_divides_too_and_most_answers_come_first():
    found = answered("jongen 13, chantage")
    assert found.question.name == "work"
    assert desks(found) == ["helpwanted", "avim"]
    assert [option.slug for option in found.choices[0].options] == ["care", "school"]
    assert ("work", "police") in found.choices[1].answers
    assert not any(name == "work" for name, _value in found.choices[0].answers)


def test_with_two_open_questions_the_last_is_asked_and_the_earlier_is_named():
    found = answered("jongen, betaald voor seks")
    assert (found.earlier.name, found.question.name) == ("work", "age")
    assert desks(found) == ["veilig-thuis", "comensha"]


def test_answers_that_contradict_each_other_are_both_shown():
    found = answered("cliënt 13, chantage en sekswerk")
    assert found.question.name == "what"
    assert sorted(desks(found)) == ["helpwanted", "veilig-thuis"]


def test_danger_goes_before_everything():
    assert desks(answered("cliënt 13 chantage, wordt nu bedreigd")) == ["112"]


@pytest.mark.parametrize(
    "text",
    [
        "cliënt 13 chantage, wordt nu niet bedreigd",
        "cliënt 13 chantage, was vorig jaar opgesloten",
        "cliënt 13 chantage, opgeslotem",
    ],
)
def test_danger_is_never_denied_past_or_misspelled(text):
    assert desks(answered(text)) == ["helpwanted"]


def test_what_may_be_danger_is_shown_first_beside_the_rest():
    found = answered("cliënt 13, chantage, bang")
    assert found.certainty == Certainty.ASKED
    assert desks(found) == ["112", "helpwanted"]


def test_danger_of_minutes_ago_is_possible_and_never_certain():
    found = answered("cliënt 13, werd tien minuten geleden opgesloten, chantage")
    assert desks(found) == ["112", "helpwanted"]
    assert found.certainty == Certainty.ASKED


def test_where_little_is_read_of_what_happens_danger_is_the_last_choice():
    *_others, last = desks(answered("jongen 13, onbegrepen woorden staan hier"))
    assert last == "112"


def test_danger_is_no_choice_where_it_is_said_what_happens():
    assert "112" not in desks(answered("jongen 13, chantage, onbegrepen woorden staan daar"))


def test_what_is_said_to_a_side_question_counts():
    found = answered("cliënt 22, betaald voor seks, wil aangifte doen")
    assert desks(found) == ["avim"]
    assert ("police", "yes") in found.answers
    assert ("police", "yes") in [(one.name, one.value) for one in found.found]


def test_a_side_question_that_is_answered_twice_is_not():
    found = answered("cliënt 22, betaald voor seks, wil aangifte doen, geen politie")
    assert desks(found) == ["comensha"]


@pytest.mark.parametrize("when", ["zojuist", "just now"])
def test_what_happened_just_now_is_not_past(when):
    assert desks(answered(f"cliënt 13 was {when} opgesloten")) == ["112"]


def test_a_hint_adds_an_answer_to_what_is_said():
    found = answered("cliënt 13, chantage, dure spullen")
    assert found.certainty == Certainty.ASKED
    assert desks(found) == ["veilig-thuis", "helpwanted"]


def test_that_nobody_need_be_called_never_stands_before_a_desk():
    assert desks(answered("cliënt 22, escort, betaald voor seks")) == ["comensha", "talk-it-over"]
    assert desks(answered("cliënt 22, escort"))[-1] == "talk-it-over"


def test_what_may_be_danger_does_not_take_the_place_of_the_question_that_divides():
    found = answered("cliënt, betaald voor seks, bang")
    assert found.question.name == "age"
    assert desks(found) == ["112", "veilig-thuis", "comensha"]
    found = answered("jongen 13, chantage, bang")
    assert desks(found) == ["112", "helpwanted", "avim"]
    assert ("danger", "yes") in found.aside[0].answers


def test_a_wish_to_die_is_shown_first_and_never_certain():
    assert desks(answered("cliënt 15 wil dood sinds de chantage")) == ["113", "helpwanted"]


@pytest.mark.parametrize(
    "text",
    ["cliënt 13 chantage door een meisje", "cliënt 19 chantage, broertje van 12 is getuige"],
)
def test_a_doubt_takes_the_certainty_away_and_says_so(text):
    found = answered(text)
    assert found.certainty == Certainty.ASKED
    assert found.position is None
    assert desks(found) == ["helpwanted"]
    assert found.doubts or found.age_in_doubt


def test_answers_only_when_said_are_not_considered_otherwise():
    assert "tip-line" not in desks(answered("cliënt, betaald voor seks"))
    assert desks(answered("cliënt, advertentie, chantage")) == ["tip-line"]


def test_an_age_excludes_what_is_not_for_it():
    assert desks(answered("cliënt 22, betaald voor seks")) == ["comensha"]
    assert desks(answered("mijn zoon 22, sekswerk")) == ["comensha"]


def test_a_visitor_can_say_that_an_answer_was_read_wrong():
    found = answered("cliënt 13, chantage", "what")
    assert found.question.name == "what"
    assert desks(found) == ["veilig-thuis", "helpwanted"]


def test_no_more_choices_than_a_screen_holds():
    assert len(answered("cliënt, chantage en sekswerk").choices) <= MOST


def test_what_is_no_case_has_no_answer():
    assert answered("is chantage strafbaar") is None


def test_a_sentence_of_x_was_not_read_is_not_certain():
    told = "cliënt 13, chantage. Ligt vannacht bewusteloos naast pillen, ambulance rijdt"
    found = answered(told)
    assert (found.certainty, found.is_partial) == (Certainty.ASKED, True)
    assert desks(found) == ["helpwanted"]
    assert answered(f"{told}, opgesloten").certainty == Certainty.CERTAIN


def test_one_word_that_was_not_read_takes_the_certainty_away():
    assert answered("cliënt 13, chantage").certainty == Certainty.CERTAIN
    found = answered("cliënt 13, chantage, uitzichtloos")
    assert (found.certainty, found.is_partial) == (Certainty.ASKED, True)
    assert desks(found) == ["helpwanted"]


def test_only_answers_that_count_are_shown():
    found = answered("cliënt 13, chantage")
    assert {one.name for one in found.found} == {"work", "age", "what"}


def test_an_age_that_was_read_wrong_excludes_nothing_more():
    wrong = "cliënt 15, betaald voor seks"
    assert desks(answered(wrong)) == ["veilig-thuis"]
    assert desks(answered(wrong, "age")) == ["veilig-thuis", "comensha"]
    doubted = answered("cliënt 19, betaald voor seks, broertje 12", "age")
    assert not doubted.age_in_doubt
    child = answered("mijn zoon 15, sekswerk", "age")
    assert sorted(desks(child)) == ["comensha", "veilig-thuis"]
