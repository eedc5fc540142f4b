"""The page on which an editor asks an organisation, and the page on which it answers."""

from __future__ import annotations

import logging
from smtplib import SMTPException

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from knowledge.confirmation.requests import sending
from knowledge.confirmation.requests.forms import AskForm, OwnDetailsForm
from knowledge.confirmation.views import for_editors, page
from knowledge.models import ConfirmationRequest, Organisation

logger = logging.getLogger(__name__)


@for_editors
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Preview the email to an organisation, and send it."""
    organisation = get_object_or_404(Organisation.objects.published(), pk=pk)
    details = sending.details_of(organisation)
    newest = sending.newest_request(organisation)
    initial = {"email": sending.known_email(details), "newest": newest.pk if newest else 0}
    form = AskForm(request.POST.dict() or None, initial=initial)
    if request.method == "POST" and details and form.is_valid():
        if _send(request, organisation, form):
            return redirect("admin:knowledge_organisation_change", pk)
        form = AskForm({**form.data, "newest": initial["newest"]})
    now = timezone.now()
    context = {
        "organisation": organisation,
        "details": details,
        "newest": newest,
        "newest_is_open": newest and newest.is_open(at=now),
        "form": form,
        "email": sending.compose(
            organisation,
            details,
            lambda language: settings.SITE_URL + sending.path_for("...", language),
            now + sending.VALID_FOR,
        ),
    }
    return page(request, "ask", _("Ask %s to confirm its contact details") % organisation, context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_own(request: HttpRequest, token: str) -> HttpResponse:
    """The page on which an organisation confirms or corrects its details, without an account."""
    now = timezone.now()
    try:
        own_request = sending.request_of(token, at=now)
        details = sending.details_of(own_request.organisation)
        form = OwnDetailsForm(request.POST if request.method == "POST" else None, details)
        proposals = form.proposals() if request.method == "POST" else []
        if proposals:
            sending.answer(token, proposals, at=now)
            return _private(redirect("confirm_own_thanks"))
    except sending.InvalidLinkError:
        return _closed(
            request, 404, _("This link is incomplete. Copy the whole link from the email.")
        )
    except sending.LinkExpiredError:
        return _closed(request, 410, _("This link no longer works. Ask the editors for a new one."))
    except sending.AlreadyAnsweredError as error:
        if _is_sent_twice(request, error.request):
            return _private(redirect("confirm_own_thanks"))
        return _closed(
            request, 409, _("This link has already been used. We have received your answer.")
        )
    context = {
        "organisation": own_request.organisation,
        "form": form,
        "until": own_request.expires_at,
    }
    return _private(render(request, "knowledge/confirm_own.html", context))


def _is_sent_twice(request: HttpRequest, answered: ConfirmationRequest) -> bool:
    """Whether this is the answer that was saved already, as after a double click."""
    if request.method != "POST":
        return False
    form = OwnDetailsForm(request.POST, sending.details_of(answered.organisation))
    return sending.was_answered_with(answered, form.proposals())


def confirm_own_thanks(request: HttpRequest) -> HttpResponse:
    return _private(render(request, "knowledge/confirm_own_thanks.html"))


def _send(request: HttpRequest, organisation: Organisation, form: AskForm) -> bool:
    email = form.cleaned_data["email"]
    try:
        sending.send(
            organisation,
            email,
            sending.Sender(request.user, lambda path: settings.SITE_URL + path),
            at=timezone.now(),
            newest_seen=form.cleaned_data["newest"],
        )
    except sending.AlreadySentError:
        messages.warning(request, _("A request has just been sent. It was not sent again."))
        return False
    except (OSError, SMTPException):
        logger.exception("a request for confirmation could not be sent")
        messages.error(request, _("The email could not be sent, so nothing was recorded."))
        return False
    messages.success(request, _("The request has been sent to %s.") % email)
    return True


def _closed(request: HttpRequest, status: int, problem: str) -> HttpResponse:
    context = {"problem": problem}
    return _private(render(request, "knowledge/confirm_own_closed.html", context, status=status))


def _private(response: HttpResponse) -> HttpResponse:
    # Under no-referrer browsers send forms with "Origin: null", which CSRF protection rejects.
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
