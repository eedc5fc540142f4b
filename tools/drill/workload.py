"""Workload of the drills: kinds of requests with their shares."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from urllib.parse import quote_plus

from tools.serving import ROOT

MAX_PATHS, MAX_PATHS_SHORT = 300, 8
"""Number of URLs of one kind that are requested."""

_FIRST = ("/", "/en/", "/verwijzen/", "/en/verwijzen/", "/loketten/", "/en/loketten/")
_QUERIES = (
    "vielig thuis",
    "fier",
    "sextortion",
    "mensenhandel melden",
    "loverboy",
    "chat",
    "273f",
    "grooming",
    "slachtofferhulp",
    "jongens in de prostitutie",
    "opvang",
    "hotel",
)
_FILTERS = ("/loketten/?leeftijd=16", "/loketten/?leeftijd=20", "/en/loketten/?leeftijd=16")


@dataclass(frozen=True, slots=True)
class RequestKind:
    """`cached`: in the warm page cache, so that it must work without a database."""

    name: str
    share: int
    cached: bool
    paths: Sequence[str]


@dataclass(frozen=True, slots=True)
class Workload:
    kinds: Sequence[RequestKind]

    def requests(self, rng: random.Random) -> Iterator[tuple[str, bool]]:
        """Endless paths, and whether each is cached: a kind by share, then a random path."""
        shares = list(accumulate(kind.share for kind in self.kinds))
        while True:
            (kind,) = rng.choices(self.kinds, cum_weights=shares)
            yield rng.choice(kind.paths), kind.cached


def workload_of(environment: dict[str, str], *, short: bool) -> Workload:
    """The workload for the portal with this environment."""
    urls = _urls(frozenset(environment.items()))
    limit = MAX_PATHS_SHORT if short else MAX_PATHS
    return Workload([_sample(kind, limit) for kind in _kinds(urls)])


def _kinds(urls: dict[str, list[str]]) -> Iterator[RequestKind]:
    pages = urls["pages"]
    files = [page for page in pages if page.endswith((".pdf", ".vcf"))]
    desks = [page for page in pages if "/loketten/" in page and page not in (*files, *_FIRST)]
    others = [page for page in pages if page not in {*files, *desks, *_FIRST}]
    results = [f"/verwijzen/?{answers}" for answers in urls["results"]]
    municipalities = urls["municipalities"]
    sheets = [page for page in files if page.endswith(".pdf")]
    yield RequestKind("home, guide and list of desks", 18, True, _FIRST)
    yield RequestKind(
        "questions", 18, True, [f"/verwijzen/?{answers}" for answers in urls["questions"]]
    )
    yield RequestKind("results", 18, True, results)
    yield RequestKind("results in English", 3, True, [f"/en{result}" for result in results])
    yield RequestKind("desks", 12, True, desks)
    yield RequestKind("lists, law, guidance", 10, True, others)
    yield RequestKind("factsheets as PDF", 4, True, sheets)
    yield RequestKind("cards of desks", 3, True, [page for page in files if page.endswith(".vcf")])
    yield RequestKind(
        "results for a place", 5, False, _for_municipalities(results, municipalities, "&")
    )
    yield RequestKind(
        "factsheets for a place", 1, False, _for_municipalities(sheets, municipalities, "?")
    )
    yield RequestKind("desks by age", 2, False, _FILTERS)
    searches = [f"/zoeken/?q={quote_plus(query)}" for query in _QUERIES]
    yield RequestKind("search", 4, False, [*searches, *(f"/en{search}" for search in searches)])
    suggestions = [f"/zoeken/suggesties/?q={quote_plus(query[:4])}" for query in _QUERIES]
    yield RequestKind("suggestions", 2, False, suggestions)


def _for_municipalities(pages: Sequence[str], slugs: Sequence[str], separator: str) -> list[str]:
    """Thirty pages for as many municipalities, sampled evenly from both lists."""
    pairs = zip(_evenly(pages, 30), _evenly(slugs, 30), strict=False)
    return [f"{page}{separator}gemeente={slug}" for page, slug in pairs]


def _sample(kind: RequestKind, limit: int) -> RequestKind:
    return RequestKind(kind.name, kind.share, kind.cached, _evenly(kind.paths, limit))


def _evenly(items: Sequence[str], limit: int) -> list[str]:
    """At most `limit` items, evenly spaced over the list."""
    if len(items) <= limit:
        return list(items)
    return [items[number * len(items) // limit] for number in range(limit)]


@cache
def _urls(environment: frozenset[tuple[str, str]]) -> dict[str, list[str]]:
    completed = subprocess.run(
        [sys.executable, "-m", "tools.drill.list_urls"],
        env={**os.environ, **dict(environment)},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        check=True,
    )
    urls: dict[str, list[str]] = json.loads(completed.stdout)
    return urls
