"""Cards: one contact detail with everything that an editor needs to check it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.timezone import localdate

from knowledge.confirmation.checks import SeenState, current_state
from knowledge.confirmation.proposals import PendingProposal, pending_for
from knowledge.models import ContactDetail, CorrectionReport, Source, Verification
from knowledge.models.contact_detail import ContactKind
from knowledge.models.organisation import OrganisationKind
from knowledge.models.verification import Method
from knowledge.values.confirmation import Confirmation

LAST_CHECKS = 5


@dataclass(frozen=True, slots=True)
class Card:
    """A detail with its confirmation, last checks (newest first), open reports and proposals."""

    detail: ContactDetail
    confirmation: Confirmation
    checks: tuple[Verification, ...]
    sources: tuple[Source, ...]
    reports: tuple[CorrectionReport, ...]
    proposals: tuple[PendingProposal, ...]

    @property
    def seen(self) -> SeenState:
        return current_state(self.detail, self.checks[0] if self.checks else None)

    @property
    def is_emergency(self) -> bool:
        """True for an emergency number, which must not be called as a test."""
        return self.detail.service.organisation.kind == OrganisationKind.EMERGENCY

    @property
    def usual_method(self) -> str:
        by_phone = self.detail.kind == ContactKind.PHONE and not self.is_emergency
        return Method.CALLED if by_phone else Method.WEBSITE


def get_card(pk: int, at: datetime) -> Card | None:
    """The card of a published detail, in six queries; None when it is not published."""
    details = ContactDetail.objects.in_use(on=localdate(at)).with_checks()
    details = details.select_related("service__organisation").prefetch_related("sources")
    detail = details.filter(pk=pk).first()
    if detail is None:
        return None
    checks = detail.verifications.newest_first().select_related("by")
    return Card(
        detail=detail,
        confirmation=detail.confirmation(at),
        checks=tuple(checks[:LAST_CHECKS]),
        sources=tuple(detail.sources.all()),
        reports=tuple(detail.reports.waiting().within_retention(at=at)),
        proposals=tuple(pending_for(detail)),
    )


def detail_at_version(detail: ContactDetail, version: int) -> Any:
    """The history entry of `detail` for a version that an editor saw; None if there is none."""
    history = detail.history  # type: ignore[attr-defined]
    return history.filter(version=version).select_related("history_user").first()


def last_change(detail: ContactDetail) -> Any:
    """The newest history entry of `detail`, with its user."""
    history = detail.history  # type: ignore[attr-defined]
    return history.select_related("history_user").order_by("-history_date", "-pk").first()
