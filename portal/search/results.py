"""What a text leads to: an answer of the guide if it is about a case, and results of the search."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from knowledge.caching.availability import DATABASE_UNAVAILABLE
from knowledge.models.querysets import User
from knowledge.search.live_index import SearchResults
from knowledge.search.query import SearchFilters, SearchText
from knowledge.search.results import GROUPS, Page, page_of
from knowledge.search.statistics import SENTENCES, WORDS, is_sentence
from portal.search.answering import SentenceView, sentence_view
from portal.search.desks import with_desks
from portal.search.forms import SearchForm
from portal.search.indexes import INDEXES
from referrals.outcomes.content import PublishedGuide, published_guide
from referrals.outcomes.first_desk import first_desk_at
from referrals.reading.answer import Certainty, SentenceAnswer, answer
from referrals.reading.reading import Reading, read, withdrawn

GROUPS_BELOW_ANSWER = 0  # who got an answer has a desk: the best results are enough, others a click


@dataclass(frozen=True, slots=True)
class SearchOutcome:
    """The page of results and a correction, below what is said to a sentence about a case.

    `page` is None while the database is away.
    """

    page: Page | None
    correction: str | None
    said: SentenceView | None


def outcome_of(form: SearchForm, user: User, now: datetime) -> SearchOutcome:
    """Search for the text of `form`, and count that without keeping any of it.

    A sentence is answered from memory while the database is away; other texts raise its error.
    """
    published = published_guide()
    reading, answered = read_sentence(form, published, now)
    said = sentence_view(answered, user, now, published) if answered else None
    text, filters = query_of(form, reading if answered else Reading())
    try:
        results = INDEXES.search(text, filters, user, now)
        groups = GROUPS_BELOW_ANSWER if said else GROUPS
        found = page_of(results, user, now, only=filters.source, most_groups=groups)
        page = with_desks(found, user, now, published, age=filters.age)
    except DATABASE_UNAVAILABLE:
        if said is None:
            raise
        return SearchOutcome(None, None, said)
    count(form.search_text.text, results, answered)
    return SearchOutcome(page, results.parsed.correction, said)


def read_sentence(
    form: SearchForm, published: PublishedGuide, now: datetime
) -> tuple[Reading, SentenceAnswer | None]:
    """What the guide reads in the text of `form`, and answers at this moment."""
    if published.guide is None:
        return Reading(), None
    flow = published.guide.flow
    reading = withdrawn(read(form.search_text.text, flow), flow, form.without)
    return reading, answer(flow, reading, first_desk_at(published, now))


def query_of(form: SearchForm, reading: Reading) -> tuple[SearchText, SearchFilters]:
    """What to search for: of a case what happens, and for his age."""
    filters = form.search_filters
    return (
        replace(form.search_text, ignored=reading.ignored),
        replace(
            filters,
            situation=reading.is_case,
            age=reading.age if filters.age is None else filters.age,
        ),
    )


def count(text: str, results: SearchResults, answered: SentenceAnswer | None) -> None:
    """Of a sentence only how it was answered is counted; of a few words, those that were missed."""
    if answered or is_sentence(text):
        SENTENCES.add([answered.certainty if answered else Certainty.NONE])
    else:
        WORDS.count(results)
