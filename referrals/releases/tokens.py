"""Warnings about tokens in the texts of the guide that show visitors nothing at present."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from knowledge.tokens.targets import shown
from knowledge.values.tokens import Token, tokens_in
from referrals.flow.checks.problem import Level, Problem
from referrals.flow.model import Flow, Outcome, Question


def token_problems(flow: Flow) -> Iterator[Problem]:
    """A number, article or figure that was public when the text was saved, and no longer is."""
    nodes: list[Question | Outcome] = [*flow.questions.values(), *flow.outcomes.values()]
    named = {node.slug: _tokens(node) for node in nodes}
    showing = shown(token for tokens in named.values() for token in tokens)
    for slug, tokens in named.items():
        for token in tokens:
            if token not in showing:
                yield Problem(
                    "token-shows-nothing",
                    slug,
                    {
                        "nl": f"'{slug}': {token} noemt iets wat bezoekers niet zien.",
                        "en": f"'{slug}': {token} names what visitors cannot see.",
                    },
                    Level.WARNING,
                )


def _tokens(node: Question | Outcome) -> tuple[Token, ...]:
    """Those in the texts of `node`, each once, in their order."""
    found = (token for text in _strings(asdict(node)) for token in tokens_in(text))
    return tuple(dict.fromkeys(found))


def _strings(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from _strings(value)
    elif isinstance(data, list | tuple):
        for value in data:
            yield from _strings(value)
