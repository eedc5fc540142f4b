"""The diagram shows every question, answer and outcome, and is safe to embed in a page."""

import random
import re
import time
from threading import Thread
from xml.etree import ElementTree as ET

import pytest

from referrals.chart.boxes import clean
from referrals.chart.drawing import chart
from referrals.flow.checks.problem import Problem
from referrals.flow.model import Flow, Kind
from tests.referrals.vocabulary import flow, option, outcome, question

SVG = "{http://www.w3.org/2000/svg}"
SMALL = flow(
    question("start", option("a", "next"), option("b", "end"), option("c", "end")),
    question("next", option("x", "end"), option("y", "other")),
    question("side", option("p", None, "desk"), option("q"), kind=Kind.SIDE_ONE),
    outcome("end", "desk", asks=("side",)),
    outcome("other", "desk"),
)


def drawn(some_flow, **options):
    return ET.fromstring(chart(some_flow, **{"language": "nl", **options}))


def box(root, slug):
    return next(group for group in root.iter(f"{SVG}g") if group.get("data-slug") == slug)


def slugs(root):
    return [group.get("data-slug") for group in root.iter(f"{SVG}g") if group.get("data-slug")]


def words(element):
    return [text.text for text in element.iter(f"{SVG}tspan")]


def arrowheads(root):
    return [path for path in root.iter(f"{SVG}path") if path.get("fill") != "none"]


def frame(element):
    return element.find(f".//{SVG}rect").attrib


def row(count):
    """Questions in a row that can each end at the same outcome."""
    links = [
        question(f"q{n}", option("on", f"q{n + 1}"), option("no", "end")) for n in range(count)
    ]
    return flow(*links, outcome("end", "desk"), outcome(f"q{count}", "desk"))


def tangle(count, answers):
    """Questions whose answers lead anywhere, cycles included."""
    dice = random.Random(7)
    return flow(
        *(
            question(
                f"q{n}",
                *(option(f"a{m}", f"q{dice.randrange(count + 50)}") for m in range(answers)),
            )
            for n in range(count)
        ),
        *(outcome(f"q{n}", "desk") for n in range(count, count + 50)),
    )


def bush(count):
    questions = [
        question(f"q{n}", option("l", f"q{2 * n + 1}"), option("r", f"q{2 * n + 2}"))
        for n in range(count)
    ]
    return flow(*questions, *(outcome(f"q{n}", "desk") for n in range(count, 2 * count + 1)))


def test_each_question_and_outcome_has_one_box():
    assert sorted(slugs(drawn(SMALL))) == ["end", "next", "other", "side", "start"]
    assert words(box(drawn(SMALL, language="en"), "next")) == ["next (en)"]


def test_answers_that_lead_to_the_same_share_an_arrow():
    root = drawn(SMALL)
    assert len(arrowheads(root)) == 4
    labels = [words(text) for text in root.iter(f"{SVG}text")]
    assert ["a"] in labels
    assert ["• b", "• c"] in labels


def test_an_outcome_names_its_side_questions():
    root = drawn(SMALL)
    assert "Maak het preciezer: B1" in words(box(root, "end"))
    assert "B1. side" in words(box(root, "side"))
    assert words(box(root, "side"))[-2:] == ["• p", "• q"]


def test_questions_and_outcomes_differ_in_more_than_colour():
    root = drawn(SMALL)
    assert frame(box(root, "start"))["rx"] != frame(box(root, "end"))["rx"]
    assert frame(box(root, "start"))["fill"] != frame(box(root, "end"))["fill"]
    assert box(root, "end").find(f".//{SVG}title").text == "Uitkomst: end (end)"


def test_problems_and_changes_are_marked_in_words_and_colour():
    wrong = Problem("no-desk", "other", {"nl": "Geen loket.", "en": "No desk."})
    root = drawn(SMALL, problems=[wrong], changed=["next"])
    assert "Probleem: other" in words(box(root, "other"))
    assert frame(box(root, "other"))["stroke"] == "var(--wrong, #b3261e)"
    assert "Geen loket." in box(root, "other").find(f".//{SVG}title").text
    assert "Gewijzigd" in words(box(root, "next"))
    assert frame(box(root, "next"))["fill"] == "var(--caution-tint, #fdf1d8)"
    assert {"Probleem", "Gewijzigd"}.isdisjoint(words(box(root, "end")))
    assert {"Probleem", "Gewijzigd"} <= set(words(root)), "the legend"
    assert {"Probleem", "Gewijzigd"}.isdisjoint(words(drawn(SMALL)))


def test_the_first_question_says_so():
    assert words(box(drawn(SMALL), "start")) == ["Begin", "start"]


def test_boxes_link_to_what_they_are_given():
    root = drawn(SMALL, urls={"start": "/beheer/1/?a=1&b=2", "side": "/beheer/2/"})
    links = {link.get("href") for link in root.iter(f"{SVG}a")}
    assert links == {"/beheer/1/?a=1&b=2", "/beheer/2/"}
    assert box(root, "start").find(f"{SVG}a").get("href") == "/beheer/1/?a=1&b=2"


def test_it_has_a_name_and_is_no_image_when_it_holds_links():
    """The role "img" would hide its links from screen readers."""
    root = drawn(SMALL)
    assert root.get("role") == "img"
    assert root[0].tag == f"{SVG}title"
    assert root[0].text
    assert root[0].get("id") == root.get("aria-labelledby")
    assert root[1].tag == f"{SVG}desc"
    assert "Vragen: 3. Uitkomsten: 2." in root[1].text
    assert drawn(SMALL, urls={"start": "/"}).get("role") == "group"


@pytest.mark.parametrize("some_flow", [SMALL, row(200)])
def test_it_can_stand_in_a_page_under_a_strict_policy(some_flow):
    markup = chart(some_flow, language="nl", urls={"start": "/x/"})
    assert markup.startswith("<svg ")
    assert not re.search(r"<style|style=|<script|<!|<\?|\son\w+=|url\(|xlink|class=", markup)
    assert re.findall(r"https?://[^\"]*", markup) == ["http://www.w3.org/2000/svg"]


@pytest.mark.parametrize(
    "words_given",
    ['"quoted" & <b>bold</b> &eacute; &#0;', "\x00nul\x0b\ud800\uffff", "🏳️‍🌈 é 汉字", "<<TABLE>>",
     "\\N \\G", "", "   ", "x" * 500, "]]>", "<!-- -->", "{a|<b>c}"],
)  # fmt: skip
def test_any_text_is_drawn_as_it_is(words_given):
    text = {"nl": words_given, "en": words_given}
    odd = flow(
        question("start", option("a", "end"), option("b", words_given)), outcome("end", "desk")
    )
    start = odd.questions["start"]
    labelled = type(start)(
        "start", "start", text, text, Kind.ROUTE,
        tuple(type(o)(o.slug, text, goal=o.goal) for o in start.options),
    )  # fmt: skip
    root = drawn(Flow("start", {"start": labelled}, dict(odd.outcomes)))
    shown = "".join(words(box(root, "start"))[1:]).replace(" ", "")
    assert shown == (clean(words_given) or "start").replace(" ", "")


def test_long_words_stay_in_lines():
    long = flow(question("long-" * 30, option("a", "end")), outcome("end", "desk"))
    assert max(map(len, words(box(drawn(long), "long-" * 30)))) <= 28


@pytest.mark.parametrize(
    ("goal", "label"),
    [
        (None, "Leidt nergens heen"),
        ("gone", "Bestaat niet: gone"),
        ("side", "Leidt nergens heen: B1"),
    ],
)
def test_a_goal_that_is_not_there_is_drawn(goal, label):
    root = drawn(
        flow(
            question("start", option("a", goal)),
            question("side", option("x"), option("y"), kind=Kind.SIDE_ONE),
        )
    )
    assert label in words(root)
    assert "Probleem" in words(root)


@pytest.mark.parametrize("empty", [Flow("", {}, {}), Flow("gone", {}, {"end": outcome("end")})])
def test_a_flow_without_a_start_is_drawn(empty):
    assert "Probleem" in words(drawn(empty))


@pytest.mark.parametrize("start", ["side", "end", "gone"])
@pytest.mark.parametrize("count", [3, 200])
def test_a_start_that_is_no_question_that_leads_on_hides_nothing(start, count):
    side = question("side", option("x"), option("y"), kind=Kind.SIDE_ONE)
    whole = row(count)
    root = drawn(Flow(start, {**whole.questions, "side": side}, whole.outcomes))
    assert sorted(slugs(root)) == sorted([*whole.questions, "side", *whole.outcomes])


def test_boxes_do_not_overlap():
    for some_flow in (SMALL, bush(20), tangle(12, 2), row(150)):
        root = drawn(some_flow)
        body = next(g for g in root.iter(f"{SVG}g") if g.get("transform"))
        frames = [frame(group) for group in body.iter(f"{SVG}g") if group is not body]
        rects = [tuple(float(f[k]) for k in ("x", "y", "width", "height")) for f in frames]
        for number, (x, y, width, height) in enumerate(rects):
            for left, top, wide, high in rects[:number]:
                apart = (
                    left + wide <= x or x + width <= left or top + high <= y or y + height <= top
                )
                assert apart, (x, y, left, top)


@pytest.mark.parametrize(
    ("big", "arrows"),
    [(row(1000), 2000), (bush(1000), 2000), (tangle(1000, 10), None)],
    ids=["row", "bush", "tangle"],
)
def test_a_thousand_questions_are_drawn_in_seconds(big, arrows):
    started = time.process_time()
    root = drawn(big)
    assert time.process_time() - started < 15
    assert sorted(slugs(root)) == sorted([*big.questions, *big.outcomes])
    goals = sum(len(big.successors(slug)) for slug in big.questions)
    assert len(arrowheads(root)) == goals == (arrows or goals)


@pytest.mark.parametrize("some_flow", [row(30), row(44), bush(490), tangle(20, 3), tangle(60, 2)])
def test_what_lies_about_the_limit_is_drawn_as_quickly(some_flow):
    started = time.process_time()
    drawn(some_flow)
    assert time.process_time() - started < 10


def test_threads_draw_side_by_side():
    drawings = []
    threads = [
        Thread(target=lambda: drawings.append(chart(SMALL, language="nl"))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert drawings == [chart(SMALL, language="nl")] * 8
