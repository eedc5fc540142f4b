"""Proposals for contact details, by organisations or under four eyes: accepting and refusing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from knowledge.confirmation.checks import (
    Answer,
    apply_correction,
    facts_of,
    lock_detail,
    record_check,
)
from knowledge.history.errors import StaleVersionError
from knowledge.models import ContactDetail, ContactProposal, Verification
from knowledge.models.normalised import normalised
from knowledge.models.review.decided import Decision
from knowledge.models.verification import Result


class DecidedMeanwhileError(Exception):
    """The proposal was decided already; `proposal` says by whom and when."""

    def __init__(self, proposal: ContactProposal) -> None:
        super().__init__(str(proposal.pk))
        self.proposal = proposal


@dataclass(frozen=True, slots=True)
class PendingProposal:
    """A proposal without a decision.

    `based_on` is the history entry that its author saw, or None when that is the current version.
    """

    proposal: ContactProposal
    based_on: Any = None


def pending_for(detail: ContactDetail) -> list[PendingProposal]:
    """Pending proposals about `detail`, oldest first."""
    rows = detail.proposals.waiting().select_related("request__organisation", "made_by")
    proposals = list(rows)
    old = {proposal.contact_version for proposal in proposals} - {detail.version}
    history = ContactDetail.history.filter(id=detail.pk, version__in=old) if old else []  # type: ignore[attr-defined]
    by_version = {entry.version: entry for entry in history}
    return [
        PendingProposal(proposal, by_version.get(proposal.contact_version))
        for proposal in proposals
    ]


def accept(pk: int, *, by: Any, seen_version: int, at: datetime) -> Verification:
    """Apply the proposal: the change and the check in one transaction.

    `seen_version` is the version of the detail that the editor compared the proposal with. Raises
    DecidedMeanwhileError; StaleVersionError when the detail has another version by now;
    ValidationError when the proposal is not valid or the editor may not accept it.
    """
    with transaction.atomic():
        proposal = _lock_pending(pk)
        detail = lock_detail(proposal.contact_id, at)
        if detail.version != seen_version:
            raise StaleVersionError(detail)
        if settings.FOUR_EYES and proposal.made_by_id == by.pk:
            raise ValidationError(_("You proposed this yourself, so someone else must accept it."))
        answer = Answer(by, proposal.method, at, proposal.note)
        check = _apply(proposal, detail, answer)
        _decide(proposal, Decision.ACCEPTED, by, at)
        return check


def refuse(pk: int, *, by: Any, at: datetime) -> None:
    """Close the proposal and leave the detail unchanged. Raises DecidedMeanwhileError."""
    with transaction.atomic():
        _decide(_lock_pending(pk), Decision.REFUSED, by, at)


def _lock_pending(pk: int) -> ContactProposal:
    proposal = ContactProposal.objects.select_for_update(of=("self",)).get(pk=pk)
    if proposal.decision != Decision.OPEN:
        raise DecidedMeanwhileError(proposal)
    return proposal


def _apply(proposal: ContactProposal, detail: ContactDetail, answer: Answer) -> Verification:
    if proposal.result == Result.CHANGED and facts_of(proposal) != facts_of(detail):
        return apply_correction(detail, answer, proposal)
    proposed = normalised(detail.kind, proposal.value), proposal.extension, proposal.opening_hours
    if proposed != detail.checked_facts:
        raise ValidationError(_("This answer is about an older value, so it cannot be accepted."))
    return record_check(detail, answer, proposal.result)


def _decide(proposal: ContactProposal, decision: Decision, by: Any, at: datetime) -> None:
    proposal.decision, proposal.decided_by, proposal.decided_at = decision, by, at
    proposal.save()
