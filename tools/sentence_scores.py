"""How sentences of professionals are answered: judged sentences, and scores of the reading.

    python -m tools.sentence_scores [--at 2026-12-06T23:00] [--show] [file.tsv ...]

The sentences are in tests/referrals/reading/sentences. Those of `held_back` were written by others
before there was any phrase, those of the three `fresh` parts afterwards; all without sight of a
phrase, and nobody tunes on them: their sentences are never printed. The `development` parts are
for tuning: the third was written by who mended the reading, to look for kinds that were missed,
the fourth and fifth without sight of a phrase. `make test` demands a minimum of each, `make bench`
prints them.
"""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    django.setup()

from django.utils import timezone

from referrals.outcomes.content import published_guide
from referrals.outcomes.first_desk import first_desk_at
from referrals.reading.answer import answer
from referrals.reading.reading import read

FOLDER = Path(__file__).resolve().parent.parent / "tests/referrals/reading/sentences"
UNSEEN = ("held_back", "fresh", "fresh2", "fresh3")
"""The parts that nobody tunes on."""

PARTS = (*UNSEEN, *(f"development{number}" for number in ("", "2", "3", "4", "5")))
SUNDAY_NIGHT = "2026-12-06T23:00"


@dataclass(frozen=True, slots=True)
class Sentence:
    """`desks` matches the slug of each desk that is right; `kind` is situation, doubt or lookup."""

    language: str
    text: str
    desks: re.Pattern[str]
    kind: str

    @property
    def is_case(self) -> bool:
        return self.kind in {"situation", "doubt"}


@dataclass(frozen=True, slots=True)
class Answered:
    """The desks in the box on the page, and whether the answer was given as certain."""

    sentence: Sentence
    desks: tuple[str, ...]
    certain: bool

    @property
    def right(self) -> bool:
        return any(self.sentence.desks.search(desk) for desk in self.desks)


@dataclass(frozen=True, slots=True)
class Scores:
    """Numbers of sentences. `wrong`: certain, and none of the desks is right.

    `without_box`: cases that were taken for a look-up.
    """

    cases: int
    certain: int
    wrong: int
    right: int
    doubts_certain: int
    lookups: int
    boxes: int
    without_box: int = 0

    @property
    def in_box(self) -> float:
        """Share of cases with a right desk in the box."""
        return self.right / self.cases if self.cases else 1.0

    @property
    def unwanted(self) -> float:
        """Share of look-ups that got a box."""
        return self.boxes / self.lookups if self.lookups else 0.0

    def __str__(self) -> str:
        cases = f"{self.right} of {self.cases} cases have a right desk in the box"
        certain = f"{self.certain} certain, {self.wrong} of them wrong"
        doubts = f"{self.doubts_certain} doubts given as certain"
        boxes = f"{self.boxes} of {self.lookups} look-ups got a box"
        missed = f"{self.without_box} without a box"
        return f"{cases} ({self.in_box:.1%}), {missed}; {certain}; {doubts}; {boxes}"


def sentences(path: Path) -> list[Sentence]:
    """Rows of language, text, desks (a regular expression), kind; further columns are notes."""
    rows = [line.split("\t") for line in path.read_text().splitlines() if line.strip()]
    return [
        Sentence(language, text, re.compile(desks), kind)
        for language, text, desks, kind, *_ in rows
    ]


def part(name: str) -> list[Sentence]:
    """The cases and look-ups of one part."""
    return [*sentences(FOLDER / f"{name}.tsv"), *sentences(FOLDER / f"{name}_lookups.tsv")]


def answered(asked: Iterable[Sentence], at: datetime) -> list[Answered]:
    """Every sentence as the published guide answers it at a moment."""
    published = published_guide()
    if published.guide is None:
        raise ValueError("no guide is published")
    first_desk = first_desk_at(published, at)
    results = []
    for sentence in asked:
        found = answer(published.guide.flow, read(sentence.text, published.guide.flow), first_desk)
        positions = [choice.position for choice in found.listed] if found else []
        positions.append(found.position if found else None)
        shown = [first_desk(position) for position in positions if position]
        desks = tuple(dict.fromkeys(slug for first, best, _ in shown for slug in (first, best)))
        results.append(Answered(sentence, desks, bool(found and found.position)))
    return results


def scores(results: Sequence[Answered]) -> Scores:
    cases = [one for one in results if one.sentence.is_case]
    lookups = [one for one in results if not one.sentence.is_case]
    certain = [one for one in cases if one.certain]
    return Scores(
        cases=len(cases),
        certain=len(certain),
        wrong=sum(not one.right for one in certain),
        right=sum(one.right for one in cases),
        doubts_certain=sum(one.sentence.kind == "doubt" for one in certain),
        lookups=len(lookups),
        boxes=sum(bool(one.desks) for one in lookups),
        without_box=sum(not one.desks for one in cases),
    )


def _misses(results: Iterable[Answered]) -> Iterable[str]:
    for one in results:
        miss = not one.right if one.sentence.is_case else bool(one.desks)
        doubt = one.sentence.kind == "doubt" and one.certain
        if miss or doubt:
            certain = "CERTAIN" if one.certain else "asked" if one.desks else "no box"
            wanted = one.sentence.desks.pattern
            yield f"  {certain:8}{one.sentence.text}\n          {wanted} <- {' '.join(one.desks)}"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--at", default=SUNDAY_NIGHT, help="moment in the Netherlands")
    parser.add_argument("--show", action="store_true", help="print what was missed")
    options = parser.parse_args()
    at = timezone.make_aware(datetime.fromisoformat(options.at))
    asked = {str(path): sentences(path) for path in options.files}
    for name, listed in (asked or {name: part(name) for name in PARTS}).items():
        results = answered(listed, at)
        print(f"{name}: {scores(results)}")
        if options.show and name not in UNSEEN:
            print(*_misses(results), sep="\n")


if __name__ == "__main__":
    main()
