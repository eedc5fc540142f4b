"""Search relevance: judged queries with the results they must return, and scores of a search.

    python -m tools.search_relevance [file.tsv ...]

prints the scores in the database of the settings, and what was missed. The queries are in
tests/knowledge/search/judged.yaml; `make test` requires a minimum score, `make bench` prints it. A
table has on each line the language, what is typed, and a regular expression for the slug of what
is right.
"""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import django
import yaml

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    django.setup()

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from knowledge.search.live_index import Indexes
from knowledge.search.query import SearchFilters, SearchText
from portal.search.indexes import INDEXES

FILE = Path(__file__).resolve().parent.parent / "tests/knowledge/search/judged.yaml"
LANGUAGES = ("nl", "en")

Find = Callable[[str], Sequence[str]]
"""From what is typed to what is found: source/slug, the best first."""


@dataclass(frozen=True, slots=True)
class Question:
    """`wants` are source/slug, any of which is right, as is a slug that `pattern` matches. `part`
    says whether it was tuned on.
    """

    text: str
    language: str
    kind: str
    wants: frozenset[str]
    part: str
    pattern: re.Pattern[str] | None = None

    def is_answered_by(self, name: str) -> bool:
        slug = name.partition("/")[2]
        return name in self.wants or bool(self.pattern and self.pattern.search(slug))


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


def table(path: Path) -> list[Question]:
    """Questions of a file with tabs: language, text, pattern of the slug, and perhaps a kind."""
    found = []
    for line in path.read_text().splitlines():
        language, text, pattern, *kind = line.split("\t")
        found.append(
            Question(text, language, "".join(kind), frozenset(), path.stem, re.compile(pattern))
        )
    return found


def score(asked: Iterable[Question], find: Find) -> Score:
    first, in_three, count = 0, 0, 0
    for question in asked:
        right = [question.is_answered_by(name) for name in find(question.text)[:3]]
        count += 1
        first += right[:1] == [True]
        in_three += any(right)
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


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path)
    find = finder(INDEXES)
    for name, asked in {
        FILE.name: questions(),
        **{path.name: table(path) for path in parser.parse_args().files},
    }.items():
        print(f"{name:<24}{score(asked, find)}")
        for question in asked:
            found = find(question.text)[:3]
            if not any(map(question.is_answered_by, found)):
                print(f"  {question.text}: {', '.join(found) or 'nothing'}")


if __name__ == "__main__":
    main()
