"""Checks that a flow answers its cases rightly. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from referrals.flow.cases import BROKEN, Verdict
from referrals.flow.checks.problem import Level, Problem


def case_problems(verdicts: Sequence[Verdict]) -> Iterator[Problem]:
    """A failing case is an error; a warning while it is marked as failing today.

    A mark that is no longer needed is an error too, so that no mark outlives its failure.
    """
    for verdict in verdicts:
        case = verdict.case
        excused = case.known_failure and not verdict.has(*BROKEN)
        if not verdict.passes:
            yield _failing(verdict, Level.WARNING if excused else Level.ERROR)
        elif case.known_failure:
            yield Problem(
                "case-passes",
                case.slug,
                {
                    "nl": f"Praktijkcasus '{case.slug}' slaagt nu: haal 'gaat nog mis' weg.",
                    "en": f"Case '{case.slug}' passes now: remove the mark 'fails today'.",
                },
            )


def _failing(verdict: Verdict, level: Level) -> Problem:
    slug, path = verdict.case.slug, verdict.path
    return Problem(
        "case-known-failure" if level == Level.WARNING else "case-fails",
        slug,
        {
            "nl": f"Praktijkcasus '{slug}' ({path}): {verdict.message('nl')}.",
            "en": f"Case '{slug}' ({path}): {verdict.message('en')}.",
        },
        level,
    )
