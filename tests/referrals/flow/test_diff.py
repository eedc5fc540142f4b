from dataclasses import fields, replace

import pytest

from referrals.flow.case import Case
from referrals.flow.diff import differences
from referrals.flow.model import Cue, CueKind, Flow, Kind, Option, Outcome, Question, StandIn
from tests.referrals.vocabulary import flow, option, outcome, question, text

START = question("start", option("a", "end"), option("b", "end"))
END = outcome("end", "desk")
FLOW = flow(START, END)


def messages(*nodes, start="start"):
    after = flow(*nodes)
    return [
        d.message["en"] for d in differences(FLOW, Flow(start, after.questions, after.outcomes))
    ]


def test_the_same_flow_has_no_differences():
    assert differences(FLOW, flow(START, END)) == []


def test_a_new_goal_is_reported_in_both_languages():
    after = flow(question("start", option("a", "other"), option("b", "end")), END,
                 outcome("other", "desk"))  # fmt: skip
    words = [difference.message for difference in differences(FLOW, after)]
    assert words[0] == {
        "nl": "Antwoord 'a' van vraag 'start' leidt nu naar 'other' (eerst 'end').",
        "en": "Answer 'a' of question 'start' now leads to 'other' (previously: 'end').",
    }
    assert words[1]["en"] == "New outcome 'other'."


def test_additions_and_removals_are_reported():
    assert messages(question("start", option("a", "end"), option("c", "end")), END) == [
        "New answer 'c' of question 'start', leads to 'end'.",
        "Removed: answer 'b' of question 'start'.",
    ]
    assert messages(START) == ["Removed: outcome 'end'."]
    assert "New question 'more'." in messages(START, END, question("more"))
    assert messages(START, END, question("more"), start="more")[0].startswith(
        "The guide now starts"
    )


def test_a_new_order_of_answers_is_reported():
    assert messages(question("start", option("b", "end"), option("a", "end")), END) == [
        "Question 'start': the order of the answers has changed."
    ]


def test_words_and_desks_are_shown_before_and_after():
    (words,) = messages(START, replace(END, title=text("New")))
    assert words == "Outcome 'end': the title now: “New (en)” (previously: “end (en)”)."
    (words,) = messages(START, outcome("end", "other"))
    assert "other (why other (en)) (previously: desk (why desk (en)))" in words


def test_stand_ins_that_come_go_change_or_move_are_reported():
    one, two = StandIn("one", text("why")), StandIn("two", text("why"), min_age=18, tonight=True)
    before = replace(FLOW, stand_ins=(one, two))

    def words(*stand_ins):
        return [d.message["en"] for d in differences(before, replace(FLOW, stand_ins=stand_ins))]

    assert words(one, two) == []
    assert words(one) == ["Removed: stand-in 'two' “why (en)” (age: 18 to -; groups: -; tonight)."]
    assert words(two, one) == ["The order of the stand-ins has changed."]
    assert [line[:4] for line in words(replace(one, groups=("lvb",)), two)] == ["Remo", "New:"]
    assert "groups: lvb" in words(replace(one, groups=("lvb",)), two)[1]


def test_a_desk_that_comes_to_fit_better_is_reported():
    added = option("a", "end", "more")
    before = flow(replace(START, options=(added, START.options[1])), END)
    better = replace(added, adds=(replace(added.adds[0], fits_better=True),))
    after = flow(replace(START, options=(better, START.options[1])), END)
    (change,) = differences(before, after)
    assert "more, past beter (a adds more)" in change.message["nl"]
    assert "more (a adds more" in change.message["nl"]


CHANGED = {
    "text": text("x"), "why": text("x"), "name": "x", "kind": Kind.SIDE_ONE,
    "label": text("x"), "hint": text("x"), "goal": "x", "adds": END.referrals,
    "guidance": ("x",), "min_age": 1, "max_age": 9, "says": ("lvb",), "tonight": True,
    "aliases": ("x",), "phrases": text("x"), "hints": text("x"), "when_said": True,
    "title": text("x"), "referrals": (), "side_questions": ("x",), "intro": text("x"),
    "steps": text("x"), "have_ready": text("x"), "tell_him": text("x"),
    "articles": ("x",), "resources": ("x",),
}  # fmt: skip


@pytest.mark.parametrize(
    ("model", "name"),
    [
        (model, field.name)
        for model in (Question, Option, Outcome)
        for field in fields(model)
        if field.name not in ("slug", "options")
    ],
)
def test_no_change_goes_unreported(model, name):
    if model is Outcome:
        nodes = [START, replace(END, **{name: CHANGED[name]})]
    elif model is Question:
        nodes = [replace(START, **{name: CHANGED[name]}), END]
    else:
        changed = replace(START.options[0], **{name: CHANGED[name]})
        nodes = [replace(START, options=(changed, START.options[1])), END]
    assert len(messages(*nodes)) == 1


CASE = Case("one", text("it"), text("nurse"), 0, "09:30", "start=a", ("desk",))
CHANGED_CASE = {
    "situation": text("x"), "role": text("x"), "weekday": 3, "time": "10:00", "answers": "x=y",
    "first": ("x",), "must_desks": ("x",), "must_guidance": ("x",), "must_articles": ("x",),
    "never_first": ("x",), "never_desks": ("x",), "unlisted": text("x"), "open_needed": True,
    "divided": True, "known_failure": True, "why": text("x"), "sources": ("x",),
}  # fmt: skip


def about_cases(before, after):
    flows = (replace(FLOW, cases={case.slug: case for case in cases}) for cases in (before, after))
    return [difference.message["en"] for difference in differences(*flows)]


def test_new_and_removed_cases_are_reported():
    assert about_cases([], [CASE]) == ["New case 'one'."]
    assert about_cases([CASE], []) == ["Removed: case 'one'."]
    assert about_cases([CASE], [CASE]) == []


@pytest.mark.parametrize("name", [field.name for field in fields(Case) if field.name != "slug"])
def test_no_change_of_a_case_goes_unreported(name):
    (words,) = about_cases([CASE], [replace(CASE, **{name: CHANGED_CASE[name]})])
    assert words.startswith("Case 'one': ")


def with_phrases(nl, en=""):
    said = replace(START.options[0], phrases={"nl": nl, "en": en} if nl or en else {})
    return flow(replace(START, options=(said, START.options[1])), END)


def test_changed_phrases_are_told_line_by_line_with_their_language():
    (change,) = differences(with_phrases("dreigt\nchantage"), with_phrases("dreigt\nnaakt", "nude"))
    assert change.message["nl"] == (
        "Antwoord 'a' van vraag 'start': de formuleringen: nieuw “naakt” (nl), “nude” (en); "
        "vervallen “chantage” (nl)."
    )
    assert "new “naakt” (nl), “nude” (en); removed “chantage” (nl)." in change.message["en"]
    (change,) = differences(FLOW, with_phrases("dreigt", "threat"))
    assert change.message["en"].endswith("the phrases: new “dreigt” (nl), “threat” (en).")


def test_phrases_in_another_order_are_reported():
    (change,) = differences(with_phrases("een\ntwee"), with_phrases("twee\neen"))
    assert change.message["en"].endswith("the phrases: another order.")


CUE = Cue("girl", CueKind.DOUBT, text("meisje"), text("a girl"))
CHANGED_CUE = {"kind": CueKind.LOOKUP, "phrases": text("x"), "says": text("x")}


def about_cues(before, after):
    changes = differences(replace(FLOW, cues=tuple(before)), replace(FLOW, cues=tuple(after)))
    return [change.message["en"] for change in changes]


def test_cues_that_come_go_or_move_are_reported():
    other = replace(CUE, slug="other")
    assert about_cues([], [CUE]) == ["New cue 'girl'."]
    assert about_cues([CUE, other], [CUE]) == ["Removed: cue 'other'."]
    assert about_cues([CUE, other], [other, CUE]) == ["The order of the cues has changed."]


@pytest.mark.parametrize("name", [field.name for field in fields(Cue) if field.name != "slug"])
def test_no_change_of_a_cue_goes_unreported(name):
    (words,) = about_cues([CUE], [replace(CUE, **{name: CHANGED_CUE[name]})])
    assert words.startswith("Cue 'girl': ")


def test_why_no_desk_is_certain_is_not_what_an_answer_says_about_him():
    (words,) = about_cues([CUE], [replace(CUE, says=text("x"))])
    assert "why no desk is certain now: “x (en)”" in words
