"""Confirmation requests: emails to organisations with a single-use link to confirm their details.

The link contains the signed key of a request. Answers become proposals: nothing changes until an
editor accepts them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.core import signing
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from knowledge.models import (
    ConfirmationRequest,
    ContactDetail,
    ContactProposal,
    Organisation,
)
from knowledge.models.contact_detail import ContactKind

VALID_FOR = timedelta(days=14)
ASK_INTERVAL = timedelta(days=30)
"""The daily command does not ask an organisation again within this time."""
_SALT = "knowledge.confirmation_request"


class InvalidLinkError(Exception):
    """The signature is not ours, or the link was altered."""


class LinkExpiredError(Exception):
    """The link is valid but has expired."""


class AlreadyAnsweredError(Exception):
    """The request was answered already."""

    def __init__(self, request: ConfirmationRequest) -> None:
        super().__init__()
        self.request = request


class AlreadySentError(Exception):
    """A newer request was sent since the page was shown."""


@dataclass(frozen=True, slots=True)
class Email:
    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Recipient:
    """An organisation to ask, its email address ("" when unknown) and the details to ask about."""

    organisation: Organisation
    email: str
    details: tuple[ContactDetail, ...]


@dataclass(frozen=True, slots=True)
class Sender:
    """The user who asks (None: the daily command), and a function from path to absolute URL."""

    by: Any
    absolute_url: Callable[[str], str]


def details_of(organisation: Organisation) -> list[ContactDetail]:
    """The details that the organisation is asked about: those that every visitor can see."""
    rows = ContactDetail.objects.open_to_visitors().with_checks()
    rows = rows.filter(service__organisation=organisation).select_related("service__organisation")
    return list(rows.order_by("service__position", "service__slug", "position", "slug"))


def known_email(details: Sequence[ContactDetail]) -> str:
    """The first email address among `details`; empty when there is none."""
    emails = (detail.value for detail in details if detail.kind == ContactKind.EMAIL)
    return next(emails, "")


def compose(
    organisation: Organisation,
    details: Sequence[ContactDetail],
    link: Callable[[str], str],
    until: datetime,
) -> Email:
    """The email in both languages, Dutch first. `link` returns the absolute URL by language."""
    parts, subjects = [], []
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            context = {
                "organisation": organisation,
                "details": details,
                "until": until,
                "link": link(language),
            }
            parts.append(render_to_string("knowledge/confirmation_request.txt", context).strip())
            subjects.append(_("Are your contact details right?"))
    return Email(" / ".join(subjects), "\n\n* * *\n\n".join(parts) + "\n")


def send(
    organisation: Organisation,
    email: str,
    sender: Sender,
    *,
    at: datetime,
    newest_seen: int,
) -> ConfirmationRequest:
    """Record a request and send it in one transaction: nothing is recorded when sending fails.

    `newest_seen` is the key of the newest request when the page was shown (0: none); raises
    AlreadySentError when there is a newer one, and OSError and smtplib.SMTPException of the mail
    backend.
    """
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=organisation.pk)
        newest = newest_request(organisation)
        if newest_seen != (newest.pk if newest else 0):
            raise AlreadySentError
        until = at + VALID_FOR
        request = ConfirmationRequest.objects.create(
            organisation=organisation, email=email, sent_by=sender.by, expires_at=until
        )
        token, details = token_of(request), details_of(organisation)
        link = partial(_link, sender, token)
        message = compose(organisation, details, link, until)
        send_mail(message.subject, message.body, None, [email])
    return request


def _link(sender: Sender, token: str, language: str) -> str:
    return sender.absolute_url(path_for(token, language))


def newest_request(organisation: Organisation) -> ConfirmationRequest | None:
    requests = ConfirmationRequest.objects.filter(organisation=organisation)
    return requests.order_by("-sent_at", "-pk").first()


def token_of(request: ConfirmationRequest) -> str:
    return signing.dumps(request.pk, salt=_SALT)


def path_for(token: str, language: str) -> str:
    """The path of the page on which the organisation answers, in `language`."""
    with translation.override(language):
        return reverse("confirm_own", args=[token])


def request_of(token: str, *, at: datetime, lock: bool = False) -> ConfirmationRequest:
    """The open request that `token` belongs to; with `lock`, its row is locked.

    Raises InvalidLinkError, LinkExpiredError or AlreadyAnsweredError.
    """
    try:
        pk = signing.loads(token, salt=_SALT)
    except signing.BadSignature as error:
        raise InvalidLinkError from error
    requests = ConfirmationRequest.objects.select_related("organisation")
    if lock:
        requests = requests.select_for_update(of=("self",))
    request = requests.filter(pk=pk).first()
    if request is None:
        raise InvalidLinkError
    if request.answered_at:
        raise AlreadyAnsweredError(request)
    if not request.is_open(at=at) or not Organisation.objects.published().filter(
        pk=request.organisation_id
    ):
        raise LinkExpiredError
    return request


def answer(token: str, proposals: Sequence[ContactProposal], *, at: datetime) -> None:
    """Save `proposals` as the answer to the request. Raises like `request_of`."""
    with transaction.atomic():
        request = request_of(token, at=at, lock=True)
        for proposal in proposals:
            proposal.request = request
            proposal.save()
        request.answered_at = at
        request.save()


def was_answered_with(request: ConfirmationRequest, proposals: Sequence[ContactProposal]) -> bool:
    """Whether the answer to `request` was exactly `proposals`: the same form, sent once more."""
    saved = {_said(proposal) for proposal in request.proposals.select_related("contact")}
    return saved == {_said(proposal) for proposal in proposals}


def _said(proposal: ContactProposal) -> tuple[Any, ...]:
    said = (proposal.result, proposal.value, proposal.opening_hours, proposal.note)
    return (proposal.contact.pk, *said)


def recipients_due(*, at: datetime) -> list[Recipient]:
    """Organisations with a detail that is due, that were not asked within `ASK_INTERVAL`.

    Leaves out organisations with an answer that waits for an editor.
    """
    asked = ConfirmationRequest.objects.filter(
        organisation=OuterRef("service__organisation"), sent_at__gt=at - ASK_INTERVAL
    )
    answers = ContactProposal.objects.waiting().filter(
        request__organisation=OuterRef("service__organisation")
    )
    rows = ContactDetail.objects.open_to_visitors().with_checks()
    rows = rows.filter(~Exists(asked), ~Exists(answers)).select_related("service__organisation")
    by_organisation: dict[Organisation, list[ContactDetail]] = {}
    for detail in rows.order_by("service__organisation__slug", "position", "slug"):
        by_organisation.setdefault(detail.service.organisation, []).append(detail)
    return [
        Recipient(organisation, known_email(details), tuple(details))
        for organisation, details in by_organisation.items()
        if any(detail.confirmation(at).is_due for detail in details)
    ]
