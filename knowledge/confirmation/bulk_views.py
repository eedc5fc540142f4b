"""Bulk confirmation: a list to select contact details from, then a page to confirm them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from knowledge.confirmation.checks import (
    Answer,
    BulkResult,
    SeenState,
    confirm_all,
    current_state,
    newest_checks,
)
from knowledge.confirmation.forms import (
    MAX_AT_ONCE,
    BulkForm,
    NavigationForm,
    QueueFilter,
    SeenStatesField,
    SelectionForm,
)
from knowledge.confirmation.queue import QueueItem
from knowledge.confirmation.views import current_queue, for_editors, page
from knowledge.models import ContactDetail, Verification

PER_PAGE = 100


@dataclass(frozen=True, slots=True)
class SelectedDetail:
    """A detail with its token in the form; `changed`: no longer in the state that was seen."""

    detail: ContactDetail
    token: str
    changed: bool = False


@for_editors
def bulk_list(request: HttpRequest) -> HttpResponse:
    """The queue as a list with checkboxes."""
    now = timezone.now()
    filters = QueueFilter(request.GET)
    paginator = Paginator(current_queue(request, filters, now), PER_PAGE)
    items_page = paginator.get_page(NavigationForm(request.GET).cleaned_data.get("p"))
    pages = [(number, filters.query_string(p=number)) for number in paginator.page_range]
    context = {
        "filters": filters,
        "query": filters.query_string(),
        "rows": _with_tokens(list(items_page.object_list)),
        "items_page": items_page,
        "pages": pages,
    }
    return page(request, "list", _("Check several contact details"), context)


@for_editors
def bulk_confirm(request: HttpRequest) -> HttpResponse:
    """First list and count the selection; then, with a reason, confirm it."""
    filters = QueueFilter(request.GET)
    back = reverse("confirming_list") + filters.query_string()
    if request.method != "POST":
        return redirect(back)
    selection = SelectionForm(request.POST)
    if not selection.is_valid():
        for error in selection.errors["item"]:
            messages.error(request, str(error))
        return redirect(back)
    confirmed = "do" in request.POST
    form = BulkForm(request.POST if confirmed else None)
    if confirmed and form.is_valid():
        data = form.cleaned_data
        answer = Answer(request.user, data["method"], timezone.now(), data["note"])
        _report_result(request, confirm_all(selection.cleaned_data["item"], answer))
        return redirect(back)
    return bulk_confirm_page(request, selection.cleaned_data["item"], form, filters)


def bulk_confirm_page(
    request: HttpRequest,
    seen: Mapping[int, SeenState],
    form: BulkForm | None = None,
    filters: QueueFilter | None = None,
) -> HttpResponse:
    """The page that lists and counts what will be confirmed. Nothing is written yet."""
    rows = ContactDetail.objects.in_use(on=timezone.localdate()).filter(pk__in=seen)
    details = list(rows.select_related("service__organisation").order_by("service", "position"))
    newest = newest_checks(details)
    selected = [
        SelectedDetail(
            detail,
            SeenStatesField.to_token(detail.pk, seen[detail.pk]),
            seen[detail.pk] != current_state(detail, newest.get(detail.pk)),
        )
        for detail in details
    ]
    context = {
        "query": filters.query_string() if filters else "",
        "selected": selected,
        "count": sum(not row.changed for row in selected),
        "unpublished": len(seen) - len(details),
        "form": form or BulkForm(),
    }
    return page(request, "together", _("Confirm several contact details"), context)


def current_states(details: QuerySet[ContactDetail]) -> dict[int, SeenState]:
    """Current state of the first `MAX_AT_ONCE` of `details` by primary key."""
    rows = list(details[:MAX_AT_ONCE])
    newest = newest_checks(rows)
    return {row.pk: current_state(row, newest.get(row.pk)) for row in rows}


def _with_tokens(items: list[QueueItem]) -> list[tuple[QueueItem, str]]:
    newest = newest_checks(item.detail for item in items)
    return [(item, _token(item.detail, newest.get(item.detail.pk))) for item in items]


def _token(detail: ContactDetail, newest: Verification | None) -> str:
    return SeenStatesField.to_token(detail.pk, current_state(detail, newest))


def _report_result(request: HttpRequest, result: BulkResult) -> None:
    count = len(result.confirmed)
    message = ngettext("%d contact detail confirmed.", "%d contact details confirmed.", count)
    messages.success(request, message % count)
    if result.skipped:
        names = "; ".join(f"{detail.service}, {detail}" for detail in result.skipped)
        message = _(
            "Left out because they were changed or checked in the meantime: %s. Check them again."
        )
        messages.warning(request, message % names)
    if result.unpublished:
        message = ngettext(
            "%d was left out because it is no longer published.",
            "%d were left out because they are no longer published.",
            result.unpublished,
        )
        messages.warning(request, message % result.unpublished)
