"""Checking several contact details at once: a list to choose from, then a page to be sure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
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
    MOST_AT_ONCE,
    BulkForm,
    ChosenForm,
    Pointer,
    QueueFilter,
    SeenField,
)
from knowledge.confirmation.queue import Due
from knowledge.confirmation.views import due_now, for_editors, page
from knowledge.models import ContactDetail

A_PAGE = 100


@dataclass(frozen=True, slots=True)
class Chosen:
    """A detail in a form, with how it is written there; `changed`: not as it was seen."""

    detail: ContactDetail
    written: str
    changed: bool = False


@for_editors
def listing(request: HttpRequest) -> HttpResponse:
    """The queue as a list with boxes."""
    now = timezone.now()
    filters = QueueFilter(request.GET)
    paginator = Paginator(due_now(request, filters, now), A_PAGE)
    shown = paginator.get_page(Pointer(request.GET).cleaned_data.get("p"))
    rows = list(shown.object_list)
    pages = [(number, filters.address(p=number)) for number in paginator.page_range]
    context = {
        "filters": filters,
        "query": filters.address(),
        "rows": _with_seen(rows),
        "shown": shown,
        "pages": pages,
    }
    return page(request, "list", _("Check several contact details"), context)


@for_editors
def together(request: HttpRequest) -> HttpResponse:
    """What was chosen, counted and named; and then, with a reason, confirmed."""
    filters = QueueFilter(request.GET)
    back = reverse("confirming_list") + filters.address()
    if request.method != "POST":
        return redirect(back)
    chosen = ChosenForm(request.POST)
    if not chosen.is_valid():
        for sentence in chosen.errors["item"]:
            messages.error(request, str(sentence))
        return redirect(back)
    sure = "do" in request.POST
    form = BulkForm(request.POST if sure else None)
    if sure and form.is_valid():
        data = form.cleaned_data
        answer = Answer(request.user, data["method"], timezone.now(), data["note"])
        _tell(request, confirm_all(chosen.cleaned_data["item"], answer))
        return redirect(back)
    return sure_page(request, chosen.cleaned_data["item"], form, filters)


def sure_page(
    request: HttpRequest,
    seen: Mapping[int, SeenState],
    form: BulkForm | None = None,
    filters: QueueFilter | None = None,
) -> HttpResponse:
    """The page that names and counts what will be confirmed. Nothing is written yet."""
    rows: Any = ContactDetail.objects.in_use(on=timezone.localdate()).filter(pk__in=seen)
    details = list(rows.select_related("service__organisation").order_by("service", "position"))
    newest = newest_checks(details)
    chosen = [
        Chosen(
            detail,
            SeenField.write(detail.pk, seen[detail.pk]),
            seen[detail.pk] != current_state(detail, newest.get(detail.pk)),
        )
        for detail in details
    ]
    context = {
        "query": filters.address() if filters else "",
        "chosen": chosen,
        "count": sum(not one.changed for one in chosen),
        "gone": len(seen) - len(details),
        "form": form or BulkForm(),
    }
    return page(request, "together", _("Confirm several contact details"), context)


def chosen_now(details: Any) -> dict[int, SeenState]:
    """`details` as they are now, for who chose them from a list; the first few hundred."""
    rows = list(details[:MOST_AT_ONCE])
    newest = newest_checks(rows)
    return {row.pk: current_state(row, newest.get(row.pk)) for row in rows}


def _with_seen(rows: list[Due]) -> list[tuple[Due, str]]:
    newest = newest_checks(due.detail for due in rows)
    return [
        (due, SeenField.write(due.detail.pk, current_state(due.detail, newest.get(due.detail.pk))))
        for due in rows
    ]


def _tell(request: HttpRequest, result: BulkResult) -> None:
    count = len(result.confirmed)
    words = ngettext("%d contact detail confirmed.", "%d contact details confirmed.", count)
    messages.success(request, words % count)
    if result.skipped:
        names = "; ".join(f"{one.service}, {one}" for one in result.skipped)
        words = _("Left out, changed or checked meanwhile: %s. Look at them again.")
        messages.warning(request, words % names)
    if result.unpublished:
        words = ngettext(
            "%d was left out: it is not published any more.",
            "%d were left out: they are not published any more.",
            result.unpublished,
        )
        messages.warning(request, words % result.unpublished)
