"""Deciding on what organisations, and editors who may not decide alone, say of a detail."""

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
    lock_detail,
    record_check,
)
from knowledge.history.errors import StaleVersionError
from knowledge.models import ContactDetail, ContactProposal, Verification
from knowledge.models.review.decided import Decision
from knowledge.models.verification import Result


class DecidedMeanwhileError(Exception):
    """Somebody decided on it already; `proposal` says who and when."""

    def __init__(self, proposal: ContactProposal) -> None:
        super().__init__(str(proposal.pk))
        self.proposal = proposal


@dataclass(frozen=True, slots=True)
class Proposed:
    """A waiting proposal beside the detail as it is now.

    `looked_at` is the detail as its author saw it, where that is not how it is now.
    """

    proposal: ContactProposal
    looked_at: Any = None


def waiting_for(detail: ContactDetail) -> list[Proposed]:
    """Proposals about `detail` that wait for a decision, the oldest first."""
    rows: Any = detail.proposals.waiting().select_related("request__organisation", "made_by")
    proposals = list(rows)
    old = {one.contact_version for one in proposals} - {detail.version}
    history: Any = ContactDetail.history.filter(id=detail.pk, version__in=old) if old else []  # type: ignore[attr-defined]
    before = {entry.version: entry for entry in history}
    return [Proposed(one, before.get(one.contact_version)) for one in proposals]


def accept(pk: int, *, by: Any, seen_version: int, at: datetime) -> Verification:
    """Do what the proposal says: the change and the check in one go.

    Raises DecidedMeanwhileError; StaleVersionError when the detail is not of `seen_version`,
    which is the one beside which the editor saw the proposal; ValidationError when it cannot be.
    """
    with transaction.atomic():
        proposal = _open(pk)
        detail = lock_detail(proposal.contact_id, at)
        if detail.version != seen_version:
            raise StaleVersionError(detail)
        if settings.FOUR_EYES and proposal.made_by_id == by.pk:
            raise ValidationError(_("You proposed this yourself. Someone else has to accept it."))
        answer = Answer(by, proposal.method, at, proposal.note)
        done = _apply(proposal, detail, answer)
        _decide(proposal, Decision.ACCEPTED, by, at)
        return done


def refuse(pk: int, *, by: Any, at: datetime) -> None:
    """Leave the detail as it is. Raises DecidedMeanwhileError."""
    with transaction.atomic():
        _decide(_open(pk), Decision.REFUSED, by, at)


def _open(pk: int) -> ContactProposal:
    rows: Any = ContactProposal.objects.select_for_update(of=("self",))
    proposal: ContactProposal = rows.get(pk=pk)
    if proposal.decision != Decision.OPEN:
        raise DecidedMeanwhileError(proposal)
    return proposal


def _apply(proposal: ContactProposal, detail: ContactDetail, answer: Answer) -> Verification:
    proposed = (proposal.value, proposal.opening_hours)
    as_it_is = proposed == (detail.value, detail.opening_hours)
    if proposal.result == Result.CHANGED and not as_it_is:
        return apply_correction(detail, answer, value=proposed[0], opening_hours=proposed[1])
    if not as_it_is:
        raise ValidationError(
            _("This answer is about an older value than the present one. It cannot be accepted.")
        )
    return record_check(detail, answer, proposal.result)


def _decide(proposal: ContactProposal, decision: Decision, by: Any, at: datetime) -> None:
    proposal.decision, proposal.decided_by, proposal.decided_at = decision, by, at
    proposal.save()
