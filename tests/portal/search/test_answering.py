"""What a sentence leads to, as the page shows it."""

import re
from dataclasses import replace
from datetime import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.utils import translation

from knowledge.models import Service
from knowledge.values.hours.opening_hours import ZONE
from portal.search.answering import SentenceView, sentence_view
from referrals.flow.model import Cue, CueKind
from referrals.outcomes.content import PublishedGuide, _read
from referrals.outcomes.first_desk import first_desk_at
from referrals.reading.answer import answer
from referrals.reading.reading import Found, Reading

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=ZONE)
NIGHT = datetime(2026, 12, 6, 23, 0, tzinfo=ZONE)
SAFE = Found("gevaar", "nee", "veilig")
YOUNG = Found("leeftijd", "onder-18", "13")
CARE = Found("rol", "zorg", "cliënt")
ADULT = Found("leeftijd", "18-plus", "24")
EXPLOITED = Found("situatie", "uitgebuit", "pooier")
DANGER = Found("gevaar", "ja", "wordt nu bedreigd")
DOUBT = Cue("offender", CueKind.DOUBT, {}, {"nl": "Deed hij dit zelf?", "en": "Did he do this?"})


def view(*found: Found, at: datetime = NIGHT, user=None, cues=(), **said) -> SentenceView:
    published = _read()
    flow = published.guide.flow
    reading = Reading(found, cues, is_case=True, **said)
    answered = answer(flow, reading, first_desk_at(published, at))
    return sentence_view(answered, user or AnonymousUser(), at, published)


def html(said: SentenceView) -> str:
    return " ".join(render_to_string("search/_answer.html", {"said": said}).split())


def words(said: SentenceView) -> str:
    return re.sub(r"\s+", " ", re.sub("<[^>]*>", " ", html(said)))


def test_a_certain_answer_has_the_desk_that_answers_now_and_the_one_that_fits_best():
    said = view(SAFE, CARE, ADULT, EXPLOITED)
    assert said.result.first.desk.service.slug == "centrum-seksueel-geweld"
    assert said.result.fits_best.desk.service.slug == "comensha"
    assert not said.choices
    page = html(said)
    assert page.index("tel:08000188") < page.index("Past het best, maar is nu gesloten")
    assert "gaat open op maandag 7 december, 09:00" in words(said)
    assert page.index("Past het best") < page.index("tel:+31334481186")
    assert "Begin hier" in page


def test_by_day_the_desk_that_fits_best_is_first():
    said = view(SAFE, CARE, ADULT, EXPLOITED, at=MONDAY)
    assert said.result.first.desk.service.slug == "comensha"
    assert said.result.fits_best is None
    assert "Nu open, tot" in words(said)


def test_what_was_read_can_be_said_to_be_wrong():
    said = view(SAFE, YOUNG, Found("leeftijd", "onder-18", "jongen"), EXPLOITED)
    assert [(one.name, one.words, one.label) for one in said.read] == [
        ("gevaar", "veilig", "Nee, niets hiervan"),
        ("leeftijd", "13, jongen", "Een jongen jonger dan 18"),
        ("situatie", "pooier", "Uitbuiting"),
    ]
    assert re.search(
        r'<button class="not-so" form="search" name="zonder" value="leeftijd"', html(said)
    )


def test_much_that_was_read_comes_after_the_number():
    few = view(SAFE, Found("rol", "hotel", "gast"), Found("anoniem", "nee", "mijn naam"))
    many = view(SAFE, CARE, ADULT, EXPLOITED)
    assert html(few).index("Gelezen") < html(few).index("Begin hier")
    assert html(many).index("tel:08000188") < html(many).index("Gelezen")


def test_a_short_label_still_says_something():
    assert [one.label for one in view(DANGER).read] == ["Ja: hij of een ander is nu in gevaar"]
    with translation.override("en"):
        said = view(SAFE, Found("leeftijd", "signaal", "rumour"))
    assert said.read[1].label == "I do not know who the boy is"


def test_the_answer_to_a_side_question_is_named_with_what_was_asked():
    said = view(SAFE, CARE, ADULT, EXPLOITED, Found("politie", "ja", "wil aangifte doen"))
    assert said.read[-1].label == "Wil hij met de politie praten? Ja"
    assert "politie=ja" in said.guide_url
    assert "AVIM" in words(said)


def test_danger_that_is_not_said_is_the_last_choice_and_names_112():
    said = view(YOUNG, unread=3)
    assert said.choices[-1].labels == ("Ja: hij of een ander is nu in gevaar",)
    assert not said.choices[-1].others
    assert said.choices[-1].result.first.is_emergency
    assert len(view(YOUNG, unread=2).choices) == len(said.choices) - 1


def test_only_what_counts_is_listed_and_linked():
    said = view(DANGER, YOUNG, EXPLOITED)
    assert [one.name for one in said.read] == ["gevaar"]
    assert said.guide_url == "/verwijzen/?gevaar=ja"


def test_danger_is_the_first_thing_and_112_is_in_every_box():
    page = html(view(DANGER, YOUNG))
    assert page.index("tel:112") < page.index("Gelezen")
    assert page.count("tel:112") == 1
    for said in (view(SAFE, CARE, ADULT, EXPLOITED), view(SAFE, YOUNG)):
        assert "Gevaar? Bel <a" in html(said)


def test_an_open_question_names_each_answer_with_its_desk():
    said = view(SAFE, CARE, YOUNG)
    assert said.question == "Wat is er aan de hand?"
    assert said.result is None
    assert 1 < len(said.choices) <= 4
    page = html(said)
    for choice in said.choices:
        assert choice.result.first.desk.service.name in page
        assert choice.labels[0] in page
    assert page.count('class="big"') == 1
    assert page.count("tel:") > len(said.choices)
    assert all(
        choice.guide_url.startswith("/verwijzen/?gevaar=nee&rol=zorg") for choice in said.choices
    )
    assert "situatie=beelden" in " ".join(choice.guide_url for choice in said.choices)


def several(*sizes: int, left_out: int = 0) -> SentenceView:
    """The question about his work, its answers in groups of these `sizes`."""
    published = _read()
    flow = published.guide.flow
    reading = Reading((SAFE, YOUNG), is_case=True)
    answered = answer(flow, reading, first_desk_at(published, NIGHT))
    question = flow.questions["rol"]
    options = list(question.options)[: len(question.options) - left_out]
    choices = []
    for size in sizes:
        group, options = options[:size], options[size:]
        choices.append(replace(answered.choices[0], options=tuple(group), position=None))
    assert not options
    answered = replace(answered, question=question, choices=tuple(choices), earlier=question)
    return sentence_view(answered, AnonymousUser(), NIGHT, published)


def test_the_largest_group_is_named_by_what_it_is_not():
    said = several(9, 2, 1)
    assert [(len(choice.labels), choice.others) for choice in said.choices] == [
        (9, True), (2, False), (1, False),
    ]  # fmt: skip
    assert "Iets anders dan hieronder" in words(said)


def test_what_is_hinted_stays_first_and_the_largest_group_is_something_else():
    said = several(1, 9, 2)
    assert words(said).index("Politie") < words(said).index("Iets anders")
    assert "dan hieronder" not in words(said)


def test_nothing_is_other_than_below_when_an_answer_is_left_out():
    said = several(2, 8, left_out=2)
    assert not any(choice.others for choice in said.choices)
    assert "Onderwijs; Gemeente of woningcorporatie;" in words(said)


def test_an_answer_that_leaves_several_desks_asks_on():
    said = several(1, 2, 9)
    assert [choice.result for choice in said.choices] == [None] * 3
    assert html(said).count("Nog één vraag") == 3
    assert "Dit kan ook uitmaken:" in html(said)


def test_a_doubt_is_said_before_the_desk_and_takes_the_certainty_away():
    said = view(SAFE, CARE, ADULT, EXPLOITED, cues=(DOUBT,), age_in_doubt=True)
    assert said.result is None
    page = html(said)
    assert page.index("Deed hij dit zelf?") < page.index("Klopt dit? Begin dan hier")
    assert page.index("Klopt dit?") < page.index("tel:08000188")
    assert "niet duidelijk hoe oud" in page
    assert "<h3" not in page


def test_an_outcome_that_is_no_desk_says_so():
    said = view(SAFE, CARE, YOUNG, Found("situatie", "gelijkwaardig", "vriendje"))
    assert said.result.outcome.end
    assert "Wilt u toch overleggen?" in words(said)


def test_a_desk_without_a_number_shows_its_other_way_or_its_own_page():
    desk = Service.objects.get(slug="centrum-seksueel-geweld")
    desk.contact_details.exclude(kind="phone").delete()
    desk.contact_details.update(kind="chat", value="https://chat.example/", extension="")
    page = html(view(SAFE, CARE, ADULT, EXPLOITED))
    assert 'class="number words" href="https://chat.example/" rel="noreferrer"' in page
    Service.objects.get(slug="comensha").contact_details.all().delete()
    page = html(view(SAFE, CARE, ADULT, EXPLOITED, at=MONDAY))
    assert "tel:+31334481186" not in page


def test_who_may_see_more_gets_the_same_desks(person_with):
    said = view(SAFE, CARE, ADULT, EXPLOITED, user=person_with("reader"))
    assert said.result.first.desk.service.slug == "centrum-seksueel-geweld"


def test_in_english():
    with translation.override("en"):
        said = view(SAFE, CARE, ADULT, EXPLOITED)
        page = words(said)
    for part in (
        "Read:",
        "not so",
        "Begin here",
        "Fits best",
        "Go on with these answers",
        "is not kept",
    ):
        assert part in page
    assert said.guide_url.startswith("/en/verwijzen/")


def test_without_a_guide_there_is_no_answer():
    published = _read()
    answered = answer(published.guide.flow, Reading((DANGER,), is_case=True), lambda _: 1)
    none = PublishedGuide(None, published.content)
    assert sentence_view(answered, AnonymousUser(), NIGHT, none) is None


def test_the_templates_run_no_query(django_assert_num_queries):
    said = view(SAFE, CARE, YOUNG)
    with django_assert_num_queries(0):
        html(said)


def test_what_is_hinted_stands_before_the_question_and_is_no_answer_to_it():
    wish = Found("gevaar", "wil-niet-leven", "wil dood", hint=True)
    said = view(wish, YOUNG, Found("situatie", "beelden", "chantage"))
    assert [choice.labels for choice in said.aside] == [
        ("Hij wil misschien niet meer leven, of doet zichzelf pijn",)
    ]
    assert len(said.aside) + len(said.choices) <= 4
    page = words(said)
    order = ["Klopt dit? Begin dan hier", "Hij wil misschien", "113", said.question, "Politie"]
    assert [page.index(text) for text in order] == sorted(page.index(text) for text in order)
    assert html(said).count('class="big"') == 1
