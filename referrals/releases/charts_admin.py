"""Editing pages with the picture of the draft or of a release; each box leads to its row."""

from typing import Any

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
from referrals.flow.diff import differences
from referrals.flow.model import Flow as PureFlow
from referrals.flow.snapshot import SnapshotError
from referrals.models import Flow, FlowRelease
from referrals.releases.publishing import look, read
from referrals.releases.references import row_addresses


def draft_chart(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft, with its errors and what changed since the newest release."""
    row: Any = get_object_or_404(Flow, pk=pk)
    if not request.user.has_perm("referrals.view_flow"):
        raise PermissionDenied
    draft = look(row)
    before = _read(draft.newest)
    title = _("Map of the draft")
    return _page(request, draft.flow, before, title=title, problems=draft.errors)


def release_chart(request: HttpRequest, pk: int) -> HttpResponse:
    """A release, with what changed since the one before."""
    release: Any = get_object_or_404(FlowRelease, pk=pk)
    if not request.user.has_perm("referrals.view_flowrelease"):
        raise PermissionDenied
    flow = _read(release)
    if flow is None:
        messages.error(request, _("This release is damaged."))
        return redirect("admin:referrals_flowrelease_changelist")
    earlier: Any = FlowRelease.objects.filter(flow=release.flow, number=release.number - 1)
    title = _("Map of release %d") % release.number
    return _page(request, flow, _read(earlier.first()), title=title)


def _read(release: FlowRelease | None) -> PureFlow | None:
    try:
        return read(release) if release else None
    except SnapshotError:
        return None


def _page(
    request: HttpRequest, flow: PureFlow, before: PureFlow | None, *, title: str, problems: Any = ()
) -> HttpResponse:
    language = get_language() or "nl"
    changed = {change.culprit for change in differences(before, flow)} if before else set()
    picture = chart(
        flow,
        language=language,
        urls=row_addresses([*flow.questions, *flow.outcomes]),
        problems=problems,
        changed=changed,
    )
    context = {
        **admin.site.each_context(request),
        "title": title,
        "chart": mark_safe(picture),  # noqa: S308 - built from escaped text by referrals.chart
        "entries": outline(flow, language=language),
    }
    return TemplateResponse(request, "admin/referrals/chart.html", context)
