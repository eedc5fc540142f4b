"""Asking an organisation whether its details are right: a letter with a link that works once.

The link holds the signed key of a request. What the organisation answers are proposals: nothing
changes until an editor accepts them.
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
from knowledge.models.contact import ContactKind

VALID_FOR = timedelta(days=14)
NOT_AGAIN_WITHIN = timedelta(days=30)
"""How long the command leaves an organisation alone that was asked before."""
_SALT = "knowledge.confirmation_request"


class LinkChangedError(Exception):
    """The link was not made here, or not like this."""


class LinkExpiredError(Exception):
    """The link worked once, but no longer."""


class AnsweredError(Exception):
    """The organisation answered already."""


class AskedMeanwhileError(Exception):
    """Somebody else sent a request since the page was shown."""


@dataclass(frozen=True, slots=True)
class Letter:
    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Addressee:
    """An organisation to ask, its address ("" when none is known), and what to ask about."""

    organisation: Organisation
    email: str
    details: tuple[ContactDetail, ...]


@dataclass(frozen=True, slots=True)
class Sender:
    """Who asks (None: the daily command), and what makes an address of a path."""

    by: Any
    absolute: Callable[[str], str]


def details_of(organisation: Organisation) -> list[ContactDetail]:
    """What the organisation is asked about: its details that anybody can see."""
    rows: Any = ContactDetail.objects.open_to_visitors().with_checks()
    rows = rows.filter(service__organisation=organisation).select_related("service__organisation")
    return list(rows.order_by("service__position", "service__slug", "position", "slug"))


def known_address(details: Sequence[ContactDetail]) -> str:
    """The first published e-mail address among `details`; empty when there is none."""
    found = (detail.value for detail in details if detail.kind == ContactKind.EMAIL)
    return next(found, "")


def letter(
    organisation: Organisation,
    details: Sequence[ContactDetail],
    link: Callable[[str], str],
    until: datetime,
) -> Letter:
    """The message in both languages, Dutch first. `link` gives the whole address by language."""
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
    return Letter(" / ".join(subjects), "\n\n* * *\n\n".join(parts) + "\n")


def send(
    organisation: Organisation,
    email: str,
    sender: Sender,
    *,
    at: datetime,
    newest_seen: int,
) -> ConfirmationRequest:
    """Write down a request and send it; when sending fails, nothing was written.

    `newest_seen` is the key of the newest request when the page was shown (0: none):
    AskedMeanwhileError when there is a newer one. Raises OSError and smtplib.SMTPException as the
    mail backend does.
    """
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=organisation.pk)
        newest = newest_request(organisation)
        if newest_seen != (newest.pk if newest else 0):
            raise AskedMeanwhileError
        until = at + VALID_FOR
        request = ConfirmationRequest.objects.create(
            organisation=organisation, email=email, sent_by=sender.by, expires_at=until
        )
        token, details = token_of(request), details_of(organisation)
        link = partial(_link, sender, token)
        written = letter(organisation, details, link, until)
        send_mail(written.subject, written.body, None, [email])
    return request


def _link(sender: Sender, token: str, language: str) -> str:
    return sender.absolute(path_for(token, language))


def newest_request(organisation: Organisation) -> ConfirmationRequest | None:
    rows: Any = ConfirmationRequest.objects.filter(organisation=organisation)
    found: ConfirmationRequest | None = rows.order_by("-sent_at", "-pk").first()
    return found


def token_of(request: ConfirmationRequest) -> str:
    return signing.dumps(request.pk, salt=_SALT)


def path_for(token: str, language: str) -> str:
    """The path of the page on which the organisation answers, in `language`."""
    with translation.override(language):
        return reverse("confirm_own", args=[token])


def request_of(token: str, *, at: datetime, lock: bool = False) -> ConfirmationRequest:
    """The open request that the link with `token` leads to.

    Raises LinkChangedError, LinkExpiredError or AnsweredError.
    """
    try:
        key = signing.loads(token, salt=_SALT)
    except signing.BadSignature as error:
        raise LinkChangedError from error
    rows: Any = ConfirmationRequest.objects.select_related("organisation")
    found = (rows.select_for_update(of=("self",)) if lock else rows).filter(pk=key).first()
    if found is None:
        raise LinkChangedError
    if found.answered_at:
        raise AnsweredError
    if not found.is_open(at=at) or not Organisation.objects.published().filter(
        pk=found.organisation_id
    ):
        raise LinkExpiredError
    return found


def answer(token: str, proposals: Sequence[ContactProposal], *, at: datetime) -> None:
    """Keep all of `proposals` as the one answer to the request. Raises as `request_of` does."""
    with transaction.atomic():
        request = request_of(token, at=at, lock=True)
        for proposal in proposals:
            proposal.request = request
            proposal.save()
        request.answered_at = at
        request.save()


def to_ask(*, at: datetime) -> list[Addressee]:
    """Organisations with a detail that is due, that were not asked lately.

    Left alone are those with an answer that waits for an editor.
    """
    asked = ConfirmationRequest.objects.filter(
        organisation=OuterRef("service__organisation"), sent_at__gt=at - NOT_AGAIN_WITHIN
    )
    answers = ContactProposal.objects.waiting().filter(
        request__organisation=OuterRef("service__organisation")
    )
    rows: Any = ContactDetail.objects.open_to_visitors().with_checks()
    rows = rows.filter(~Exists(asked), ~Exists(answers)).select_related("service__organisation")
    found: dict[Organisation, list[ContactDetail]] = {}
    for detail in rows.order_by("service__organisation__slug", "position", "slug"):
        found.setdefault(detail.service.organisation, []).append(detail)
    return [
        Addressee(organisation, known_address(details), tuple(details))
        for organisation, details in found.items()
        if any(detail.confirmation(at).is_due for detail in details)
    ]
