"""Lines that are no phrase, phrases that contradict each other, and cases read as sentences."""

from dataclasses import replace

import pytest

from referrals.flow.case import Case, End
from referrals.flow.cases import ShownDesk
from referrals.flow.checks.problem import Level
from referrals.flow.model import CueKind, Kind
from referrals.reading.checks import phrase_problems, sentence_problems
from tests.referrals.reading.small_guide import GUIDE, cue, reads
from tests.referrals.vocabulary import flow, option, outcome, question


def problems_of(*questions):
    made = flow(*questions, outcome("end", "desk"), outcome("other", "desk"))
    return phrase_problems(made)


def places(problems):
    return [(problem.id, problem.node, problem.option) for problem in problems]


ONE, TWO = option("one", "end"), option("two", "other")


def test_phrases_of_the_small_guide_are_sound():
    assert phrase_problems(GUIDE) == []


@pytest.mark.parametrize(
    "line",
    ["+", "/", "*", "a +", "a / / b", "foto + ", "**", "*foto*", ":", "een " * 13],
)
def test_a_line_that_is_no_phrase_is_an_error(line):
    text = f"chantage\n{line}\n"
    expected = [("phrase-unreadable", "start", "one")]
    assert places(problems_of(question("start", reads(ONE, text), TWO))) == expected
    assert places(problems_of(question("start", reads(ONE, hints=text), TWO))) == expected
    made = replace(GUIDE, cues=(*GUIDE.cues, cue("more", CueKind.LOOKUP, text)))
    (problem,) = phrase_problems(made)
    assert (problem.node, problem.option, problem.level) == ("more", "", Level.ERROR)
    assert line.strip() in problem.message["nl"]


def test_empty_lines_and_twelve_words_are_fine():
    assert problems_of(question("start", reads(ONE, "a\n\n  \n" + "een " * 12), TWO)) == []


def test_a_phrase_under_two_answers_to_one_question_is_an_error():
    start = question("start", reads(ONE, "chantage\nloverboy"), reads(TWO, "geld\nChantage "))
    (problem,) = problems_of(start)
    assert places([problem]) == [("phrase-twice", "start", "one")]
    assert problem.level == Level.ERROR
    assert problem.message == {
        "nl": "De formulering “chantage” staat bij antwoord 'one' (start) en bij antwoord 'two' "
        "(start).",
        "en": "The phrase “chantage” stands under answer 'one' (start) and under answer 'two' "
        "(start).",
    }


def test_the_order_of_alternatives_and_the_language_make_no_other_phrase():
    english = replace(TWO, phrases={"nl": "x", "en": "b / a + c"})
    assert len(problems_of(question("start", reads(ONE, "a / b + c"), english))) == 1


def test_an_answer_that_only_may_be_meant_contradicts_nothing():
    start = question("start", reads(ONE, "chantage"), reads(TWO, hints="chantage"))
    assert problems_of(start) == []


def test_questions_that_share_a_name_share_their_answers():
    start = question("start", option("on", "a"), option("off", "b"))

    def shared(slug, *options):
        return question(slug, *options, name="same")

    one, other = reads(ONE, "chantage"), reads(TWO, "chantage")
    assert problems_of(start, shared("a", one), shared("b", replace(one, goal="other"))) == []
    found = problems_of(start, shared("a", one), shared("b", other))
    assert places(found) == [("phrase-twice", "a", "one")]
    assert problems_of(start, question("a", one), question("b", other)) == []


def test_answers_whose_ages_exclude_each_other_do_not_contradict():
    def both(older, younger):
        return problems_of(question("start", reads(ONE, "a", **older), reads(TWO, "a", **younger)))

    assert both({"min_age": 18}, {"max_age": 17}) == []
    assert both({"max_age": 17}, {"min_age": 18}) == []
    assert len(both({"min_age": 18}, {"max_age": 18})) == 1
    assert len(both({"min_age": 18}, {})) == 1


def test_several_answers_to_a_multiple_choice_do_not_contradict():
    many = question("many", reads(ONE, "a"), reads(TWO, "a"), kind=Kind.SIDE_MANY)
    assert problems_of(question("start", option("x", "end")), many) == []


def test_a_phrase_twice_under_one_answer_is_no_contradiction():
    assert problems_of(question("start", reads(ONE, "chantage\nchantage"), TWO)) == []


SITUATION = {"nl": "cliënt van 15, chantage", "en": "a boy of 15, nothing else"}
CASE = Case("one", SITUATION, {"nl": "cliënt", "en": "cliënt"}, 0, "09:30", "", ("helpwanted",))


def as_they_are(position, _case):
    return [ShownDesk(desk.service) for desk in position.desks]


def misread(case, guide=GUIDE, desks_at=as_they_are):
    return list(sentence_problems(replace(guide, cases={case.slug: case}), desks_at))


def test_a_case_that_is_read_rightly_is_no_problem():
    assert misread(CASE) == []


@pytest.mark.parametrize(
    "wrong", [{"first": ("113",)}, {"first": ("113", "helpwanted"), "never_first": ("helpwanted",)}]
)
def test_a_case_that_surely_leads_to_a_wrong_desk_is_an_error(wrong):
    (problem,) = misread(replace(CASE, **wrong))
    assert (problem.id, problem.node, problem.level) == ("case-misread", "one", Level.ERROR)
    assert problem.message["nl"].startswith("Praktijkcasus 'one' als zin (nl) is zeker, maar ")
    assert "'helpwanted'" in problem.message["en"]
    assert "what=images" in problem.message["en"]


def test_both_languages_are_read():
    both = {"nl": SITUATION["nl"], "en": SITUATION["nl"]}
    found = misread(replace(CASE, situation=both, first=("113",)))
    assert [problem.message["en"][:31] for problem in found] == [
        "Case 'one' as a sentence (nl) i",
        "Case 'one' as a sentence (en) i",
    ]


def test_a_case_that_leaves_a_question_is_not_judged():
    open_case = replace(CASE, situation={"nl": "cliënt, sekswerk", "en": ""}, first=("113",))
    assert misread(open_case) == []


def test_the_first_desk_is_not_judged_where_practice_is_divided():
    assert misread(replace(CASE, first=("113",), divided=True)) == []


def test_a_case_that_fails_today_only_warns():
    (problem,) = misread(replace(CASE, first=("113",), known_failure=True))
    assert problem.level == Level.WARNING


def test_the_desk_is_judged_at_the_moment_of_the_case():
    def at_night(position, case):
        desks = as_they_are(position, case)
        return [ShownDesk("night"), *desks] if case.time == "03:00" else desks

    late = replace(CASE, time="03:00")
    assert misread(CASE, desks_at=at_night) == []
    assert all("'night'" in problem.message["en"] for problem in misread(late, desks_at=at_night))
    assert misread(late, desks_at=at_night)
    assert misread(replace(late, first=("night",)), desks_at=at_night) == []


def test_another_desk_that_fits_best_leaves_a_question():
    def night(position, _case):
        best = position.desks[0].service
        return [ShownDesk("night"), ShownDesk(best, fits_best=True)]

    told = replace(CASE, situation={"nl": "cliënt, sekswerk", "en": ""})
    assert misread(told, desks_at=lambda *_: [ShownDesk("night")])
    assert misread(told, desks_at=night) == []


def test_an_end_is_another_answer_than_the_desk_that_stands_there():
    ends = {End.NO_DESK.value: outcome(End.NO_DESK.value, "helpwanted")}
    what = GUIDE.questions["what-young"]
    goals = tuple(replace(o, goal=End.NO_DESK.value) for o in what.options)
    guide = replace(
        GUIDE,
        questions={**GUIDE.questions, "what-young": replace(what, options=goals)},
        outcomes={**GUIDE.outcomes, **ends},
    )
    case = replace(CASE, situation={"nl": "cliënt van 15, sekswerk", "en": ""})
    assert misread(replace(case, first=(End.NO_DESK,)), guide) == []
    assert misread(replace(case, first=("113",)), guide)


def test_an_end_and_a_desk_leave_a_question_though_the_same_desk_stands_there():
    what = GUIDE.questions["what-young"]
    paid = replace(what.options[0], goal=End.NO_DESK.value)
    guide = replace(
        GUIDE,
        questions={**GUIDE.questions, "what-young": replace(what, options=(paid, what.options[1]))},
        outcomes={**GUIDE.outcomes, End.NO_DESK.value: outcome(End.NO_DESK.value, "helpwanted")},
    )
    told = {"nl": "cliënt van 15, dure spullen", "en": ""}
    assert misread(replace(CASE, situation=told, first=("113",)), guide) == []


def test_outcomes_without_a_desk_are_not_the_same():
    open_case = replace(CASE, situation={"nl": "cliënt, sekswerk", "en": ""})
    assert misread(open_case, desks_at=lambda *_: []) == []
    (problem,) = misread(CASE, desks_at=lambda *_: [])
    assert "the first desk is ''" in problem.message["en"]


def test_nothing_is_read_while_the_graph_is_broken():
    """A goal that does not exist is no completion, so what is left could seem certain."""
    adult = GUIDE.questions["what-adult"]
    options = tuple(replace(one, goal="nowhere") for one in adult.options)
    questions = {**GUIDE.questions, "what-adult": replace(adult, options=options)}
    told = replace(CASE, situation={"nl": "cliënt, sekswerk", "en": ""}, first=("113",))
    assert misread(told, replace(GUIDE, questions=questions)) == []
