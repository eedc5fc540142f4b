"""Hours as people write them."""

import time

import pytest
from django.utils import translation

from knowledge.values.hours.opening_hours import parse_hours
from knowledge.values.hours.problems import HoursError, Problem
from knowledge.values.hours.reading import read_hours
from tests.knowledge.values.hours.writings import ASKED_BACK, DUTCH, ENGLISH
from tests.knowledge.values.hours.writings_on_pages import ON_PAGES


@pytest.mark.parametrize(("text", "notation"), [*DUTCH.items(), *ENGLISH.items()])
def test_hours_as_people_write_them(text, notation):
    assert read_hours(text).notation == notation


@pytest.mark.parametrize(("text", "expected"), ON_PAGES.items())
def test_hours_as_they_stand_on_pages(text, expected):
    if isinstance(expected, Problem):
        with pytest.raises(HoursError) as refusal:
            read_hours(text)
        assert refusal.value.problem == expected
    else:
        assert read_hours(text).notation == expected


@pytest.mark.parametrize(("text", "problem"), ASKED_BACK.items())
def test_what_could_mean_two_things_is_asked_back(text, problem):
    with pytest.raises(HoursError) as refusal:
        read_hours(text)
    assert refusal.value.problem == problem


@pytest.mark.parametrize("problem", Problem)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_refusal_is_a_sentence_in_the_language_of_the_user(problem, language):
    with translation.override(language):
        sentence = str(HoursError(problem, "9-17", later="10-12"))
    assert sentence.endswith((".", "?", "+"))
    assert "%(" not in sentence


def test_the_sentences_differ_per_language():
    error = HoursError(Problem.NO_TIMES)
    with translation.override("en"):
        english = str(error)
    assert str(error) != english


@pytest.mark.parametrize("read", [read_hours, parse_hours])
def test_text_of_any_length_is_refused_quickly(read):
    started = time.process_time()
    with pytest.raises(HoursError) as refusal:
        read("ma " * 100_000)
    assert time.process_time() - started < 0.02
    assert len(str(refusal.value)) < 300
