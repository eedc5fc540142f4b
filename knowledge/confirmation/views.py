"""The screen in which editors check contact details, one at a time."""

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
from knowledge.confirmation.cards import Card, card, detail_at_version, last_change
from knowledge.confirmation.checks import Answer, CheckedMeanwhileError
from knowledge.confirmation.forms import CardForm, DecisionForm, Pointer, QueueFilter
from knowledge.confirmation.queue import Due, place, queue
from knowledge.history.errors import StaleVersionError
from knowledge.models import ContactDetail, ContactProposal, Verification
from knowledge.models.verification import Result

CONFLICT = 409


def for_editors(view: Callable[..., HttpResponse]) -> Any:
    """`view` as a page of the editing site, for who may change contact details."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm("knowledge.change_contactdetail"):
            raise PermissionDenied
        response = view(request, *args, **kwargs)
        # Under no-referrer a browser sends forms with "Origin: null", which is refused.
        response.headers["Referrer-Policy"] = "same-origin"
        return response

    return admin.site.admin_view(guarded)


def page(
    request: HttpRequest, name: str, title: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """A page of the confirming in the dress of the editing site."""
    full = {**admin.site.each_context(request), "title": title, **context}
    return TemplateResponse(
        request, f"admin/knowledge/confirmation/{name}.html", full, status=status
    )


def due_now(request: HttpRequest, filters: QueueFilter, at: datetime) -> list[Due]:
    """The queue of the editor who asks, narrowed by the filters."""
    details: Any = ContactDetail.objects.in_use(on=timezone.localdate(at))
    return queue(filters.narrow(details), request.user, at=at, state=filters.state)


@for_editors
def work(request: HttpRequest) -> HttpResponse:
    """One card; an answer leads to the next."""
    now = timezone.now()
    filters, pointer = QueueFilter(request.GET), Pointer(request.GET)
    if request.method == "POST":
        return _answer(request, filters, now)
    waiting = due_now(request, filters, now)
    here = place(waiting, pointer.key)
    asked = card(pointer.key, now) if pointer.key else None
    if pointer.key and not asked:
        messages.warning(request, _("That contact detail is not published any more."))
    shown = asked or (card(here.shown, now) if here.shown else None)
    if shown is None or pointer.at_end:
        context = {"filters": filters, "left": len(waiting), "today": _today(request, now)}
        return page(request, "end", _("Check contact details"), context)
    form = CardForm(initial=_initial(shown, here.after_showing(shown.detail.pk)))
    return _show(request, filters, shown, form, {"place": here})


@for_editors
@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept or refuse what was proposed."""
    proposal: Any = get_object_or_404(ContactProposal, pk=pk)
    filters, form = QueueFilter(request.GET), DecisionForm(request.POST)
    back = reverse("confirming") + filters.address(detail=proposal.contact_id)
    if not form.is_valid():
        messages.error(request, _("This form could not be read. Nothing was decided."))
        return redirect(back)
    try:
        done = _decide(request, pk, form)
    except proposals.DecidedMeanwhileError as error:
        messages.warning(request, _decided(error.proposal))
    except StaleVersionError:
        messages.warning(
            request, _("Someone changed this meanwhile. Nothing was accepted: compare again.")
        )
    except ContactDetail.DoesNotExist:
        messages.warning(request, _("That contact detail is not published any more."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, done)
        back = _onward(filters, form.cleaned_data["following"])
    return redirect(back)


def _decide(request: HttpRequest, pk: int, form: DecisionForm) -> str:
    now = timezone.now()
    if form.cleaned_data["decision"] == "refuse":
        proposals.refuse(pk, by=request.user, at=now)
        return _("Not accepted. The contact detail stays as it is.")
    seen = form.cleaned_data["version"]
    return _recorded(proposals.accept(pk, by=request.user, seen_version=seen, at=now))


def _answer(request: HttpRequest, filters: QueueFilter, now: datetime) -> HttpResponse:
    form = CardForm(request.POST)
    valid = form.is_valid()
    key = form.cleaned_data.get("contact")
    shown = card(key, now) if key else None
    if shown is None:
        return _gone(request, filters)
    if not valid or form.refuse_unused(shown.detail):
        return _show(request, filters, shown, form)
    return _record(request, filters, shown, form)


def _record(
    request: HttpRequest, filters: QueueFilter, shown: Card, form: CardForm
) -> HttpResponse:
    """Write the answer and go on to the next card; or say at the same card why not."""
    try:
        done = _write(request, form, timezone.now())
    except ContactDetail.DoesNotExist:
        return _gone(request, filters)
    except StaleVersionError as error:
        return _show_changed(request, filters, form, error.current)
    except CheckedMeanwhileError as error:
        again = CardForm({**request.POST.dict(), "check_seen": error.check.pk})
        more = {"checked": error.check, "status": CONFLICT}
        return _show(request, filters, shown, again, more)
    except ValidationError as error:
        form.take(error)
        return _show(request, filters, shown, form)
    messages.success(request, _recorded(done))
    return redirect(_onward(filters, form.cleaned_data["following"]))


def _write(request: HttpRequest, form: CardForm, now: datetime) -> Verification | ContactProposal:
    data = form.cleaned_data
    pk, answer = data["contact"], Answer(request.user, data["method"], now, data["note"])
    if data["answer"] == Result.CONFIRMED:
        return checks.confirm(pk, form.seen, answer)
    if data["answer"] == Result.UNREACHABLE:
        return checks.cannot_reach(pk, form.seen, answer)
    return checks.correct(
        pk, form.seen, answer, value=data["value"], opening_hours=data["opening_hours"]
    )


def _show_changed(
    request: HttpRequest, filters: QueueFilter, form: CardForm, detail: ContactDetail
) -> HttpResponse:
    """What was seen, what it is now and what was typed beside each other; nothing is lost."""
    now = timezone.now()
    shown = card(detail.pk, now)
    if shown is None:
        return _gone(request, filters)
    before, typed = detail_at_version(detail, form.seen.version), form.cleaned_data
    again = {**request.POST.dict(), "version": shown.seen.version, "check_seen": shown.seen.check}
    for name in ("value", "opening_hours"):
        if typed["answer"] != Result.CHANGED or typed[name] == getattr(before, name, None):
            again[name] = getattr(shown.detail, name)  # not typed: what was there before
    conflict = {"before": before, "typed": typed, "change": last_change(detail)}
    more = {"conflict": conflict, "status": CONFLICT}
    return _show(request, filters, shown, CardForm(again), more)


def _show(
    request: HttpRequest,
    filters: QueueFilter,
    shown: Card,
    form: CardForm,
    more: dict[str, Any] | None = None,
) -> HttpResponse:
    """The page of one card; `more` may hold the status and what went wrong."""
    following = form["following"].value()
    context = {
        "filters": filters,
        "query": filters.address(),
        "card": shown,
        "form": form,
        "following": following,
        "skip": _onward(filters, following),
        "today": _today(request, timezone.now()),
        **(more or {}),
    }
    status = context.pop("status", 200)
    return page(request, "card", _("Check contact details"), context, status)


def _initial(shown: Card, following: int | None) -> dict[str, Any]:
    detail, seen = shown.detail, shown.seen
    return {
        "contact": detail.pk,
        "value": detail.value,
        "opening_hours": detail.opening_hours,
        "method": shown.usual_method,
        "version": seen.version,
        "check_seen": seen.check,
        "following": following,
    }


def _gone(request: HttpRequest, filters: QueueFilter) -> HttpResponse:
    messages.warning(
        request, _("That contact detail is not published any more. Nothing was recorded.")
    )
    return redirect(reverse("confirming") + filters.address())


def _onward(filters: QueueFilter, following: Any) -> str:
    """The address of the next card, or of the end of the queue."""
    more = {"detail": following} if following else {"einde": 1}
    return reverse("confirming") + filters.address(**more)


def _today(request: HttpRequest, now: datetime) -> int:
    """How many checks the editor recorded today."""
    return Verification.objects.filter(
        by_id=request.user.pk, at__date=timezone.localdate(now)
    ).count()


def _recorded(done: Verification | ContactProposal) -> str:
    if isinstance(done, ContactProposal):
        return _("Your correction waits until someone else accepts it.")
    again = reverse("confirming") + f"?detail={done.contact_id}"
    return format_html(
        '{}: {}. <a href="{}">{}</a>',
        done.contact,
        done.get_result_display(),
        again,
        _("Wrong answer? Check it again."),
    )


def _decided(proposal: ContactProposal) -> str:
    return _("%(who)s decided on this already: %(what)s.") % {
        "who": proposal.decided_by,
        "what": proposal.get_decision_display(),
    }
