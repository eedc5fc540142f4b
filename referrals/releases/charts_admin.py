"""Admin pages with the flow diagram of the draft or a release; each box links to its row."""

from collections.abc import Sequence

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from referrals.chart.drawing import chart
from referrals.chart.outline import outline
from referrals.flow.checks.problem import Problem
from referrals.flow.diff import differences
from referrals.flow.model import Flow as PureFlow
from referrals.flow.snapshot import SnapshotError
from referrals.models import Flow, FlowRelease
from referrals.releases.publishing import check_draft, read_flow
from referrals.releases.references import edit_urls


def draft_chart(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft, with its errors and the changes since the newest release marked."""
    row = get_object_or_404(Flow, pk=pk)
    if not request.user.has_perm("referrals.view_flow"):
        raise PermissionDenied
    draft = check_draft(row)
    before = _read(draft.newest)
    title = _("Map of the draft")
    return _page(request, draft.flow, before, title=title, problems=draft.errors)


def release_chart(request: HttpRequest, pk: int) -> HttpResponse:
    """A release, with the changes since the previous one marked."""
    release = get_object_or_404(FlowRelease, pk=pk)
    if not request.user.has_perm("referrals.view_flowrelease"):
        raise PermissionDenied
    flow = _read(release)
    if flow is None:
        messages.error(request, _("This release is damaged."))
        return redirect("admin:referrals_flowrelease_changelist")
    earlier = FlowRelease.objects.filter(flow=release.flow, number=release.number - 1)
    title = _("Map of release %d") % release.number
    return _page(request, flow, _read(earlier.first()), title=title)


def _read(release: FlowRelease | None) -> PureFlow | None:
    try:
        return read_flow(release) if release else None
    except SnapshotError:
        return None


def _page(
    request: HttpRequest,
    flow: PureFlow,
    before: PureFlow | None,
    *,
    title: str,
    problems: Sequence[Problem] = (),
) -> HttpResponse:
    language = get_language() or "nl"
    changes = differences(before, flow) if before else []
    svg = chart(
        flow,
        language=language,
        urls=edit_urls([*flow.questions, *flow.outcomes]),
        problems=[problem for problem in problems if problem.node not in flow.cases],
        changed={change.node for change in changes} - flow.cases.keys(),
    )
    context = {
        **admin.site.each_context(request),
        "title": title,
        "chart": mark_safe(svg),  # noqa: S308 - built from escaped text by referrals.chart
        "entries": outline(flow, language=language),
    }
    return TemplateResponse(request, "admin/referrals/chart.html", context)
