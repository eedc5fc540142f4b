"""One contact detail with all that an editor needs to check it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.timezone import localdate

from knowledge.confirmation.checks import SeenState, current_state
from knowledge.confirmation.proposals import Proposed, waiting_for
from knowledge.models import ContactDetail, CorrectionReport, Source, Verification
from knowledge.models.contact import ContactKind
from knowledge.models.organisation import OrganisationKind
from knowledge.models.verification import Method
from knowledge.values.confirmation import Confirmation

LAST_CHECKS = 5


@dataclass(frozen=True, slots=True)
class Card:
    """A detail, how sure it is, and what others said of it; newest checks first."""

    detail: ContactDetail
    confirmation: Confirmation
    checks: tuple[Verification, ...]
    sources: tuple[Source, ...]
    reports: tuple[CorrectionReport, ...]
    proposals: tuple[Proposed, ...]

    @property
    def seen(self) -> SeenState:
        return current_state(self.detail, self.checks[0] if self.checks else None)

    @property
    def is_emergency(self) -> bool:
        """A number for emergencies: nobody calls it to see whether it works."""
        return self.detail.service.organisation.kind == OrganisationKind.EMERGENCY

    @property
    def usual_method(self) -> str:
        by_phone = self.detail.kind == ContactKind.PHONE and not self.is_emergency
        return Method.CALLED if by_phone else Method.WEBSITE


def card(key: int, at: datetime) -> Card | None:
    """The card of a published detail, in six queries; None when there is no such detail."""
    rows: Any = ContactDetail.objects.in_use(on=localdate(at)).with_checks()
    rows = rows.select_related("service__organisation").prefetch_related("sources")
    detail: Any = rows.filter(pk=key).first()
    if detail is None:
        return None
    checks: Any = detail.verifications.newest_first().select_related("by")
    return Card(
        detail=detail,
        confirmation=detail.confirmation(at),
        checks=tuple(checks[:LAST_CHECKS]),
        sources=tuple(detail.sources.all()),
        reports=tuple(detail.reports.waiting().kept(at=at)),
        proposals=tuple(waiting_for(detail)),
    )


def detail_at_version(detail: ContactDetail, version: int) -> Any:
    """The entry in the history of `detail` for a version that somebody saw; None if unknown."""
    history: Any = detail.history  # type: ignore[attr-defined]
    return history.filter(version=version).select_related("history_user").first()


def last_change(detail: ContactDetail) -> Any:
    """The newest entry in the history of `detail`, with who made it."""
    history: Any = detail.history  # type: ignore[attr-defined]
    return history.select_related("history_user").order_by("-history_date", "-pk").first()
