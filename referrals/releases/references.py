"""Where rows of the guide are edited, and what points to them."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from referrals.models import Option, Outcome, OutcomeQuestion, Question


def row_addresses(slugs: Iterable[str]) -> dict[str, str]:
    """Where the question or outcome with each slug is edited; gone ones are left out."""
    wanted = list(slugs)
    found = {}
    for model in (Question, Outcome):
        name = f"admin:referrals_{model._meta.model_name}_change"
        rows: Any = model._default_manager.filter(slug__in=wanted)
        for pk, slug in rows.values_list("pk", "slug"):
            found[slug] = reverse(name, args=[pk])
    return found


def pointing_here(row: Question | Outcome) -> list[tuple[str, str]]:
    """What leads to `row` or asks it: words, and the address where that is edited."""
    options: Any = Option.objects.filter(
        **{"goal_question" if isinstance(row, Question) else "goal_outcome": row}
    ).select_related("question")
    found = [
        (
            str(option.question),
            reverse("admin:referrals_question_change", args=[option.question_id]),
        )
        for option in options
    ]
    if isinstance(row, Question):
        asking: Any = OutcomeQuestion.objects.filter(question=row).select_related("outcome")
        found += [
            (str(ask.outcome), reverse("admin:referrals_outcome_change", args=[ask.outcome_id]))
            for ask in asking
        ]
    return list(dict.fromkeys(found))
