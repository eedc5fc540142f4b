"""Search relevance: judged queries with the results they must return, and scores of a search.

The queries are in tests/knowledge/search/judged.yaml; `make test` requires a minimum score, `make
bench` prints it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from knowledge.search.live_index import Indexes
from knowledge.search.query import SearchFilters, SearchText

FILE = Path(__file__).resolve().parent.parent / "tests/knowledge/search/judged.yaml"
LANGUAGES = ("nl", "en")

Find = Callable[[str], Sequence[str]]
"""From what is typed to what is found: source/slug, the best first."""


@dataclass(frozen=True, slots=True)
class Question:
    """`wants` are source/slug, any of which is right. `part` says whether it was tuned on."""

    text: str
    language: str
    kind: str
    wants: frozenset[str]
    part: str


@dataclass(frozen=True, slots=True)
class Score:
    """Number of queries, and how many have a relevant result first and among the first three."""

    asked: int
    first: int
    in_three: int

    def __str__(self) -> str:
        first, three = (100 * found / self.asked for found in (self.first, self.in_three))
        return f"{self.asked:>4}{first:>9.1f} %{three:>11.1f} %"


def questions() -> list[Question]:
    found = []
    for row in yaml.safe_load(FILE.read_text()):
        language = next(code for code in LANGUAGES if code in row)
        part = row.get("part", "tuned")
        found.append(Question(row["q"], language, row[language], frozenset(row["wants"]), part))
    return found


def score(asked: Iterable[Question], find: Find) -> Score:
    first, in_three, count = 0, 0, 0
    for question in asked:
        found = list(find(question.text)[:3])
        count += 1
        first += bool(found) and found[0] in question.wants
        in_three += not question.wants.isdisjoint(found)
    return Score(count, first, in_three)


def finder(indexes: Indexes) -> Find:
    """Our own search, as a visitor without an account uses it."""
    user, now = AnonymousUser(), timezone.now()
    slugs = {
        (source.name, key): f"{source.name}/{getattr(row, 'slug', key)}"
        for source in indexes.sources
        for key, row in source.rows([one.key for one in source.documents(user)], user).items()
    }

    def find(text: str) -> list[str]:
        found = indexes.search(SearchText(text), SearchFilters(), user, now)
        return [slugs[hit.document.source, hit.document.key] for hit in found.hits]

    return find
