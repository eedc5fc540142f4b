"""What visitors ask for in a drill: pages of every kind, each with its share."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from urllib.parse import quote_plus

from tools.serving import ROOT

MOST, MOST_SHORT = 300, 8
"""How many addresses of one kind are asked for."""

_FIRST = ("/", "/en/", "/verwijzen/", "/en/verwijzen/", "/loketten/", "/en/loketten/")
_WORDS = (
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
class Kind:
    """`warm`: kept beforehand, so that it must be there without a database."""

    name: str
    share: int
    warm: bool
    addresses: Sequence[str]


@dataclass(frozen=True, slots=True)
class Mix:
    kinds: Sequence[Kind]

    def addresses(self) -> Iterator[tuple[str, bool]]:
        """Each address, and whether it is warm."""
        return ((address, kind.warm) for kind in self.kinds for address in kind.addresses)

    def asked(self, chance: random.Random) -> Iterator[tuple[str, bool]]:
        """Addresses without end: a kind by its share, then any address of that kind."""
        shares = list(accumulate(kind.share for kind in self.kinds))
        while True:
            (kind,) = chance.choices(self.kinds, cum_weights=shares)
            yield chance.choice(kind.addresses), kind.warm


def mix_of(environment: dict[str, str], *, short: bool) -> Mix:
    """What may be asked of the portal with this environment."""
    listed = _listed(environment)
    most = MOST_SHORT if short else MOST
    return Mix([_spread(kind, most) for kind in _kinds(listed)])


def _kinds(listed: dict[str, list[str]]) -> Iterator[Kind]:
    pages = listed["pages"]
    files = [page for page in pages if page.endswith((".pdf", ".vcf"))]
    desks = [page for page in pages if "/loketten/" in page and page not in (*files, *_FIRST)]
    others = [page for page in pages if page not in {*files, *desks, *_FIRST}]
    results = [f"/verwijzen/?{answers}" for answers in listed["results"]]
    places = listed["municipalities"]
    sheets = [page for page in files if page.endswith(".pdf")]
    yield Kind("home, guide and list of desks", 18, True, _FIRST)
    yield Kind("questions", 18, True, [f"/verwijzen/?{some}" for some in listed["questions"]])
    yield Kind("results", 18, True, results)
    yield Kind("results in English", 3, True, [f"/en{result}" for result in results])
    yield Kind("desks", 12, True, desks)
    yield Kind("lists, law, guidance", 10, True, others)
    yield Kind("factsheets as PDF", 4, True, sheets)
    yield Kind("cards of desks", 3, True, [page for page in files if page.endswith(".vcf")])
    yield Kind("results for a place", 5, False, _in_places(results, places, "&"))
    yield Kind("factsheets for a place", 1, False, _in_places(sheets, places, "?"))
    yield Kind("desks by age", 2, False, _FILTERS)
    searches = [f"/zoeken/?q={quote_plus(words)}" for words in _WORDS]
    yield Kind("search", 4, False, [*searches, *(f"/en{search}" for search in searches)])
    suggestions = [f"/zoeken/suggesties/?q={quote_plus(words[:4])}" for words in _WORDS]
    yield Kind("suggestions", 2, False, suggestions)


def _in_places(pages: Sequence[str], places: Sequence[str], mark: str) -> list[str]:
    """Thirty pages for as many municipalities, from all over both lists."""
    some, where = _every(pages, 30), _every(places, 30)
    return [f"{page}{mark}gemeente={place}" for page, place in zip(some, where, strict=False)]


def _spread(kind: Kind, most: int) -> Kind:
    return Kind(kind.name, kind.share, kind.warm, _every(kind.addresses, most))


def _every(items: Sequence[str], most: int) -> list[str]:
    """At most so many, evenly from the whole list."""
    if len(items) <= most:
        return list(items)
    return [items[number * len(items) // most] for number in range(most)]


def _listed(environment: dict[str, str]) -> dict[str, list[str]]:
    done = subprocess.run(
        [sys.executable, "-m", "tools.drill.listing"],
        env={**os.environ, **environment},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        check=True,
    )
    found: dict[str, list[str]] = json.loads(done.stdout)
    return found
