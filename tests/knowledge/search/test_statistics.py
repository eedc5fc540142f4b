"""Searches without an exact match are counted in words of our own texts, written in batches."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError
from django.utils import timezone

from knowledge.models import SearchCount, SentenceCount
from knowledge.search.index import SearchIndex
from knowledge.search.live_index import SearchResults
from knowledge.search.query import SearchFilters, SearchText
from knowledge.search.statistics import DailyCounter, SearchCounter, is_sentence
from tests.knowledge.search.test_index import document

pytestmark = pytest.mark.django_db

INDEX = SearchIndex([document("1", "Veilig Thuis")], [])
DAY = date(2026, 3, 2)


def results(text):
    result = INDEX.search(SearchText(text), SearchFilters())
    return SearchResults((), result.hits, result.parsed, bool)


def counts():
    return dict(SearchCount.objects.filter(day=DAY).values_list("word", "times"))


def test_what_is_found_is_not_counted():
    counter = SearchCounter()
    counter.count(results("veilig thuis"))
    counter.write(DAY)
    assert counts() == {}


def test_many_searches_are_one_write_and_add_up(django_assert_max_num_queries):
    counter = SearchCounter()
    for _time in range(50):
        counter.count(results("xqzzwv"))
        counter.count(results("vielig"))
    with django_assert_max_num_queries(8):
        counter.write(DAY)
    assert counts() == {"": 50, "veilig": 50}
    counter.count(results("xqzzwv"))
    counter.write(DAY)
    assert counts() == {"": 51, "veilig": 50}


def test_what_somebody_typed_is_never_kept():
    counter = SearchCounter()
    for text in ("jan jansen", "0612345678", "vielig jansen", "thuisje"):
        counter.count(results(text))
    counter.write(DAY)
    assert set(counts()) <= {"", "veilig", "thuis"}


def test_old_counts_go():
    today = timezone.localdate()
    SearchCount.objects.create(day=today - timedelta(days=401), word="", times=1)
    SearchCount.objects.create(day=today, word="", times=1)
    SentenceCount.objects.create(day=today - timedelta(days=401), certainty="none", times=1)
    SentenceCount.objects.create(day=today, certainty="none", times=1)
    call_command("delete_expired", verbosity=0)
    assert [row.day for row in SearchCount.objects.all()] == [today]
    assert [row.day for row in SentenceCount.objects.all()] == [today]


def test_sentences_are_counted_by_their_answer_only():
    counter = DailyCounter(SentenceCount)
    for certainty in ("none", "certain", "none"):
        counter.add([certainty])
    counter.write(DAY)
    counter.add(["asked", "none"])
    counter.write(DAY)
    expected = {"asked": 1, "certain": 1, "none": 3}
    assert SentenceCount.objects.totals(since=DAY) == expected
    assert SentenceCount.objects.totals(since=DAY + timedelta(days=1)) == {}


def test_a_count_of_sentences_holds_nothing_but_a_known_answer():
    with pytest.raises(IntegrityError):
        SentenceCount.objects.create(day=DAY, certainty="jan jansen", times=1)


def test_more_than_four_words_are_a_sentence():
    assert not is_sentence(" jongen  veertien jaar chantage ")
    assert is_sentence("een jongen van veertien jaar")
    assert not is_sentence("wie is +31 33 448 11 86 van")
