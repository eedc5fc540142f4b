"""Pages on which visitors report a mistake in a desk or a contact detail."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from knowledge.confirmation.reports.forms import ReportForm, contact_from_query
from knowledge.confirmation.reports.rate_limit import Limit, client_address, limit, retry_after
from knowledge.models import CorrectionReport, Service

MAX_PER_VISITOR, MAX_PER_DESK = 5, 30  # reports per hour


@never_cache
def report(request: HttpRequest, slug: str) -> HttpResponse:
    service = _desk(request, slug)
    contact = contact_from_query(request.GET, service)
    form = ReportForm(request.POST if request.method == "POST" else None, service, contact)
    context = {"form": form, "service": service, "contact": contact}
    if not form.is_valid():
        return _render(request, "knowledge/report.html", context)
    if CorrectionReport.objects.received(form.instance):
        return redirect("report_thanks", slug)
    at = timezone.now()
    wait = retry_after(_limits(request, form, at), at=at)
    if wait:
        form.add_error(
            None, _("We have received too many reports. Send this one again in an hour.")
        )
        response = _render(request, "knowledge/report.html", context, status=429)
        response["Retry-After"] = str(wait)
        return response
    _save(form, at)
    return redirect("report_thanks", slug)


@never_cache
def thanks(request: HttpRequest, slug: str) -> HttpResponse:
    return _render(request, "knowledge/report_thanks.html", {"service": _desk(request, slug)})


def _desk(request: HttpRequest, slug: str) -> Service:
    visible = Service.objects.visible_to(request.user).with_reach(request.user)
    desk: Service = get_object_or_404(visible, slug=slug)
    return desk


def _limits(request: HttpRequest, form: ReportForm, at: datetime) -> list[Limit]:
    """What looks automatic has a limit of its own at a desk: it must not use up that of people."""
    desk = "automatic reports of a desk" if form.looks_automatic else "reports of a desk"
    return [
        limit("reports of a visitor", client_address(request), MAX_PER_VISITOR, at=at),
        limit(desk, form.instance.service.slug, MAX_PER_DESK, at=at),
    ]


@transaction.atomic
def _save(form: ReportForm, at: datetime) -> None:
    CorrectionReport.objects.delete_expired(at=at)
    CorrectionReport.objects.receive(form.instance)


def _render(
    request: HttpRequest, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    response = render(request, template, context, status=status)
    response["X-Robots-Tag"] = "noindex"
    # Under no-referrer browsers send forms with "Origin: null", which CSRF protection rejects.
    # The referrer is only sent within the site.
    response["Referrer-Policy"] = "same-origin"
    return response
