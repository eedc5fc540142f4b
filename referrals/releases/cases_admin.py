"""Admin pages of cases: each on a page of its own, and all of the draft with their verdicts."""

from dataclasses import dataclass

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from referrals.flow.cases import Verdict, score
from referrals.models import Case, Flow, Weekday
from referrals.releases.cases import verdicts_on
from referrals.releases.draft import build_flow


@dataclass(frozen=True, slots=True)
class Row:
    """A case as a line of the page."""

    verdict: Verdict
    url: str
    moment: str
    differs: str


def draft_cases(request: HttpRequest, pk: int) -> HttpResponse:
    """Every case as the draft answers it now; those that fail first."""
    row = get_object_or_404(Flow, pk=pk)
    if not request.user.has_perms(("referrals.view_flow", "referrals.view_case")):
        raise PermissionDenied
    verdicts = verdicts_on(build_flow(row))
    context = {
        **admin.site.each_context(request),
        "title": _("All cases"),
        "rows": _rows(row, verdicts),
        "score": score(verdicts),
        "list_url": reverse("admin:referrals_case_changelist"),
    }
    return TemplateResponse(request, "admin/referrals/cases.html", context)


def _rows(flow: Flow, verdicts: list[Verdict]) -> list[Row]:
    ids = dict(Case.objects.filter(flow=flow).values_list("slug", "pk"))
    language = (get_language() or "nl")[:2]
    rows = [
        Row(
            verdict,
            reverse("admin:referrals_case_change", args=[ids[verdict.case.slug]]),
            f"{Weekday.labels[verdict.case.weekday]} {verdict.case.time}",
            verdict.message(language),
        )
        for verdict in verdicts
    ]
    return sorted(rows, key=lambda row: (row.verdict.passes, row.verdict.case.slug))
