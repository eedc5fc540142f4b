"""Pages on which editors check contact details, one card at a time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from knowledge.confirmation import checks, proposals
from knowledge.confirmation.cards import Card, detail_at_version, get_card, last_change
from knowledge.confirmation.checks import Answer, CheckedMeanwhileError
from knowledge.confirmation.forms import (
    CHECKED_FIELDS,
    AnsweredForm,
    CardForm,
    DecisionForm,
    NavigationForm,
    QueueFilter,
)
from knowledge.confirmation.queue import QueueItem, build_queue, position_in
from knowledge.history.errors import StaleVersionError
from knowledge.models import ContactDetail, ContactProposal, Verification
from knowledge.models.verification import Result

CONFLICT = 409


def for_editors(view: Callable[..., HttpResponse]) -> Any:
    """Decorator: an admin view that requires permission to change contact details."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm("knowledge.change_contactdetail"):
            raise PermissionDenied
        response = view(request, *args, **kwargs)
        # Under no-referrer browsers send forms with "Origin: null", which CSRF protection rejects.
        response.headers["Referrer-Policy"] = "same-origin"
        return response

    return admin.site.admin_view(guarded)


def page(
    request: HttpRequest, name: str, title: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """Render a confirmation page in the admin layout."""
    full_context = {**admin.site.each_context(request), "title": title, **context}
    return TemplateResponse(
        request, f"admin/knowledge/confirmation/{name}.html", full_context, status=status
    )


def current_queue(request: HttpRequest, filters: QueueFilter, at: datetime) -> list[QueueItem]:
    """The queue of the current editor, narrowed by the filters."""
    details = ContactDetail.objects.in_use(on=timezone.localdate(at))
    return build_queue(filters.narrow(details), request.user, at=at, state=filters.state)


@for_editors
def work(request: HttpRequest) -> HttpResponse:
    """One card; an answer redirects to the next."""
    now = timezone.now()
    filters, navigation = QueueFilter(request.GET), NavigationForm(request.GET)
    if request.method == "POST":
        return _answer(request, filters, now)
    items = current_queue(request, filters, now)
    position = position_in(items, navigation.detail_pk)
    requested = get_card(navigation.detail_pk, now) if navigation.detail_pk else None
    if navigation.detail_pk and not requested:
        messages.warning(request, _("That contact detail is no longer published."))
    card = requested or (get_card(position.current, now) if position.current else None)
    if card is None or navigation.at_end:
        context = {"filters": filters, "remaining": len(items), "today": _today(request, now)}
        return page(request, "end", _("Check contact details"), context)
    following = position.following_after(card.detail.pk)
    form = CardForm(detail=card.detail, initial=_initial(card, following))
    return _show(request, filters, card, form, {"position": position})


@for_editors
@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept or refuse a proposal."""
    proposal = get_object_or_404(ContactProposal, pk=pk)
    filters, form = QueueFilter(request.GET), DecisionForm(request.POST)
    back = reverse("confirming") + filters.query_string(detail=proposal.contact_id)
    if not form.is_valid():
        messages.error(request, _("This form could not be read. Nothing was decided."))
        return redirect(back)
    try:
        message = _decide(request, pk, form)
    except proposals.DecidedMeanwhileError as error:
        messages.warning(request, _decided_message(error.proposal))
    except StaleVersionError:
        messages.warning(
            request,
            _("Someone has changed this in the meantime. Nothing was accepted: compare again."),
        )
    except ContactDetail.DoesNotExist:
        messages.warning(request, _("That contact detail is no longer published."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, message)
        back = _next_url(filters, form.cleaned_data["following"])
    return redirect(back)


def _decide(request: HttpRequest, pk: int, form: DecisionForm) -> str:
    now = timezone.now()
    if form.cleaned_data["decision"] == "refuse":
        proposals.refuse(pk, by=request.user, at=now)
        return _("Not accepted. The contact detail stays as it is.")
    seen = form.cleaned_data["version"]
    return _recorded_message(proposals.accept(pk, by=request.user, seen_version=seen, at=now))


def _answer(request: HttpRequest, filters: QueueFilter, now: datetime) -> HttpResponse:
    pk = AnsweredForm(request.POST).detail_pk
    card = get_card(pk, now) if pk else None
    if card is None:
        return _not_published(request, filters)
    form = CardForm(request.POST, detail=card.detail)
    if not form.is_valid() or form.reject_unused_input():
        return _show(request, filters, card, form)
    return _record(request, filters, card, form)


def _record(request: HttpRequest, filters: QueueFilter, card: Card, form: CardForm) -> HttpResponse:
    """Record the answer and redirect to the next card, or show the same card with the reason."""
    try:
        recorded = _write(request, form, timezone.now())
    except ContactDetail.DoesNotExist:
        return _not_published(request, filters)
    except StaleVersionError as error:
        return _show_changed(request, filters, form, error.current)
    except CheckedMeanwhileError as error:
        data = {**request.POST.dict(), "check_seen": error.check.pk}
        updated = CardForm(data, detail=card.detail)
        extra = {"checked": error.check, "status": CONFLICT}
        return _show(request, filters, card, updated, extra)
    except ValidationError as error:
        form.add_model_errors(error)
        return _show(request, filters, card, form)
    messages.success(request, _recorded_message(recorded))
    return redirect(_next_url(filters, form.cleaned_data["following"]))


def _write(request: HttpRequest, form: CardForm, now: datetime) -> Verification | ContactProposal:
    data = form.cleaned_data
    pk, answer = data["contact"], Answer(request.user, data["method"], now, data["note"])
    if data["answer"] == Result.CONFIRMED:
        return checks.confirm(pk, form.seen, answer)
    if data["answer"] == Result.UNREACHABLE:
        return checks.cannot_reach(pk, form.seen, answer)
    values = {name: data[name] for name in CHECKED_FIELDS if name in data}
    return checks.correct(pk, form.seen, answer, **values)


def _show_changed(
    request: HttpRequest, filters: QueueFilter, form: CardForm, detail: ContactDetail
) -> HttpResponse:
    """Show the seen, the current and the typed values side by side; nothing typed is lost."""
    card = get_card(detail.pk, timezone.now())
    if card is None:
        return _not_published(request, filters)
    before, typed = detail_at_version(detail, form.seen.version), form.cleaned_data
    data = {**request.POST.dict(), "version": card.seen.version, "check_seen": card.seen.check}
    updated = CardForm(data, detail=card.detail)
    now = {name: getattr(card.detail, name) for name in CHECKED_FIELDS}
    for name, current in {**now, "opening_hours": updated.shown_hours}.items():
        if typed["answer"] != Result.CHANGED or typed.get(name) == getattr(before, name, None):
            data[name] = current  # untouched by the editor: use the new value
    conflict = {"before": before, "typed": typed, "change": last_change(detail)}
    extra = {"conflict": conflict, "status": CONFLICT}
    return _show(request, filters, card, updated, extra)


def _show(
    request: HttpRequest,
    filters: QueueFilter,
    card: Card,
    form: CardForm,
    extra: dict[str, Any] | None = None,
) -> HttpResponse:
    """Render one card; `extra` is added to the context and may hold the `status` code."""
    following = form["following"].value()
    context = {
        "filters": filters,
        "query": filters.query_string(),
        "card": card,
        "form": form,
        "following": following,
        "skip_url": _next_url(filters, following),
        "today": _today(request, timezone.now()),
        **(extra or {}),
    }
    status = context.pop("status", 200)
    return page(request, "card", _("Check contact details"), context, status)


def _initial(card: Card, following: int | None) -> dict[str, Any]:
    detail, seen = card.detail, card.seen
    return {
        "contact": detail.pk,
        "method": card.usual_method,
        "version": seen.version,
        "check_seen": seen.check,
        "following": following,
    }


def _not_published(request: HttpRequest, filters: QueueFilter) -> HttpResponse:
    messages.warning(
        request, _("That contact detail is no longer published. Nothing was recorded.")
    )
    return redirect(reverse("confirming") + filters.query_string())


def _next_url(filters: QueueFilter, following: Any) -> str:
    """URL of the next card, or of the end of the queue."""
    parameters = {"detail": following} if following else {"einde": 1}
    return reverse("confirming") + filters.query_string(**parameters)


def _today(request: HttpRequest, now: datetime) -> int:
    """Number of checks that this editor recorded today."""
    return Verification.objects.filter(
        by_id=request.user.pk, at__date=timezone.localdate(now)
    ).count()


def _recorded_message(recorded: Verification | ContactProposal) -> str:
    if isinstance(recorded, ContactProposal):
        return _("Your correction is waiting for someone else to accept it.")
    card_url = reverse("confirming") + f"?detail={recorded.contact_id}"
    return format_html(
        '{}: {}. <a href="{}">{}</a>',
        recorded.contact,
        recorded.get_result_display(),
        card_url,
        _("Wrong answer? Check it again."),
    )


def _decided_message(proposal: ContactProposal) -> str:
    return _("%(who)s has already decided on this: %(what)s.") % {
        "who": proposal.decided_by,
        "what": proposal.get_decision_display(),
    }
