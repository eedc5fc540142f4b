"""What a text leads to: an answer of the guide if it is about a case, and results of the search."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from knowledge.models.querysets import User
from knowledge.search.live_index import SearchResults
from knowledge.search.results import Page, page_of
from knowledge.search.statistics import SENTENCES, WORDS, is_sentence
from portal.search.forms import SearchForm
from portal.search.indexes import INDEXES
from referrals.flow.resolving import Position
from referrals.outcomes.content import published_guide
from referrals.reading.answer import Certainty, SentenceAnswer, answer
from referrals.reading.reading import Reading, read


@dataclass(frozen=True, slots=True)
class SearchOutcome:
    """The page of results and a correction, below the answer of the guide if there is one."""

    page: Page
    correction: str | None
    answer: SentenceAnswer | None


def outcome_of(form: SearchForm, user: User, now: datetime) -> SearchOutcome:
    """Search for the text of `form`, and count that without keeping any of it."""
    _reading, answered = read_sentence(form.search_text.text, form.without)
    results = INDEXES.search(form.search_text, form.search_filters, user, now)
    count(form.search_text.text, results, answered)
    page = page_of(results, user, now, only=form.search_filters.source)
    return SearchOutcome(page, results.parsed.correction, answered)


def read_sentence(text: str, without: Collection[str]) -> tuple[Reading, SentenceAnswer | None]:
    """What the published guide reads in `text`, and answers. `without`: see `answer`."""
    guide = published_guide().guide
    if guide is None:
        return Reading(), None
    reading = read(text, guide.flow)
    return reading, answer(guide.flow, reading, _outcome, without)


def _outcome(position: Position) -> str:
    return position.outcome.slug if position.outcome else ""


def count(text: str, results: SearchResults, answered: SentenceAnswer | None) -> None:
    """Of a sentence only how it was answered is counted; of a few words, those that were missed."""
    if answered or is_sentence(text):
        SENTENCES.add([answered.certainty if answered else Certainty.NONE])
    else:
        WORDS.count(results)
