"""One word for one thing: the terms in both languages, and the words that we do not use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from knowledge.introspection import LANGUAGES

FILE = Path(__file__).with_name("glossary.yaml")


@dataclass(frozen=True, slots=True)
class Term:
    """`words` and `note` by language; `never`: what we do not write instead, * for any ending.

    `exceptions`: slugs of entries in which that may stand, such as the word of a source.
    """

    words: dict[str, str]
    note: dict[str, str]
    never: dict[str, tuple[str, ...]]
    exceptions: frozenset[str]

    def found_in(self, text: str, language: str) -> list[str]:
        """Words in `text` that this term replaces."""
        pattern = _pattern(self.never.get(language, ()))
        return pattern.findall(text) if pattern else []


@cache
def glossary() -> tuple[Term, ...]:
    rows: list[dict[str, Any]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    terms = [
        Term(
            {code: row[code] for code in LANGUAGES},
            row.get("note", {}),
            {code: tuple(words) for code, words in row.get("never", {}).items()},
            frozenset(row.get("except", ())),
        )
        for row in rows
    ]
    return tuple(sorted(terms, key=lambda term: term.words[LANGUAGES[0]].casefold()))


def never_used(text: str, language: str, slug: str) -> Iterator[tuple[str, str]]:
    """Words of `text` that we do not use, each with what to write instead."""
    for term in glossary():
        if slug not in term.exceptions:
            for word in term.found_in(text, language):
                yield word, term.words[language]


_HEAD = """# Words

One word for one thing, for editors and translators. Made from `knowledge/texts/glossary.yaml` by
`manage.py check_words --write`; the editing site shows it at `/beheer/woorden/`. `make check`
refuses the words of the last column in what ships.

| Nederlands | English | when | not |
|---|---|---|---|
"""


def as_markdown() -> str:
    """docs/glossary.md."""
    rows = (
        (term.words["nl"], term.words["en"], term.note.get("en", "").strip(), never_in_words(term))
        for term in glossary()
    )
    return _HEAD + "".join(f"| {' | '.join(row)} |\n" for row in rows)


def never_in_words(term: Term) -> str:
    """What not to write, by language: "nl: een; en: two"."""
    return "; ".join(
        f"{code}: {', '.join(word.rstrip('*') for word in words)}"
        for code, words in term.never.items()
    )


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str] | None:
    if not words:
        return None
    ways = "|".join(re.escape(word).replace(r"\*", r"\w*") for word in words)
    return re.compile(rf"(?<![\w-])(?:{ways})(?![\w+-])", re.IGNORECASE)
