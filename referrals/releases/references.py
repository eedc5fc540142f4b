"""Admin URLs of the rows of a guide, and the rows that lead to them."""

from collections.abc import Iterable

from django.urls import reverse

from referrals.models import Case, Cue, Option, Outcome, OutcomeQuestion, Question


def edit_urls(slugs: Iterable[str]) -> dict[str, str]:
    """Admin URL by slug of questions, outcomes, cases and cues that still exist."""
    slugs = list(slugs)
    urls = {}
    for model in (Cue, Case, Question, Outcome):
        name = f"admin:referrals_{model._meta.model_name}_change"
        rows = model._default_manager.filter(slug__in=slugs)
        for pk, slug in rows.values_list("pk", "slug"):
            urls[slug] = reverse(name, args=[pk])
    return urls


def rows_leading_to(row: Question | Outcome) -> list[tuple[str, str]]:
    """Label and admin URL of each question or outcome that leads to `row` or asks it."""
    options = Option.objects.filter(
        **{"goal_question" if isinstance(row, Question) else "goal_outcome": row}
    ).select_related("question")
    links = [
        (
            str(option.question),
            reverse("admin:referrals_question_change", args=[option.question_id]),
        )
        for option in options
    ]
    if isinstance(row, Question):
        outcome_links = OutcomeQuestion.objects.filter(question=row).select_related("outcome")
        links += [
            (str(link.outcome), reverse("admin:referrals_outcome_change", args=[link.outcome_id]))
            for link in outcome_links
        ]
    return list(dict.fromkeys(links))
