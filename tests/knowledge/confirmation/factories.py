"""Test data for confirmation: editors, answers, proposals, and the state that an editor saw."""

from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.utils import timezone

from knowledge.confirmation.checks import Answer, SeenState, current_state, newest_checks
from knowledge.models import ContactDetail, ContactProposal, Verification
from knowledge.models.verification import Method, Result


def get_detail(slug: str = "comensha-telefoon") -> ContactDetail:
    detail: ContactDetail = ContactDetail.objects.get(slug=slug)
    return detail


def get_editor(username: str = "redactie") -> Any:
    return get_user_model().objects.get_or_create(username=username)[0]


def state_of(detail: ContactDetail) -> SeenState:
    """What an editor sees who opens `detail` now."""
    detail.refresh_from_db()
    return current_state(detail, newest_checks([detail]).get(detail.pk))


def make_answer(by: Any = None, at: datetime | None = None, note: str = "") -> Answer:
    return Answer(by or get_editor(), Method.CALLED, at or timezone.now(), note)


def edit_value(detail: ContactDetail, value: str) -> None:
    """Change the value as another editor would, on the ordinary editing page."""
    row = ContactDetail.objects.get(pk=detail.pk)
    row.value = value
    row.save()


def with_value(value: str, **columns: Any) -> ContactDetail:
    """The number of CoMensha, changed to this one as on the ordinary editing page."""
    detail = get_detail()
    for name, text in {"value": value, **columns}.items():
        setattr(detail, name, text)
    detail.full_clean()
    detail.save()
    return detail


def make_proposal(detail: ContactDetail, **values: Any) -> ContactProposal:
    """A pending proposal of another editor."""
    detail.refresh_from_db()
    defaults = {
        "contact": detail,
        "made_by": get_editor("collega"),
        "contact_version": detail.version,
        "result": Result.CHANGED,
        "value": "033 448 11 87",
        "opening_hours": detail.opening_hours,
        "method": Method.CALLED,
    }
    return ContactProposal.objects.create(**defaults | values)


def checks_of(detail: ContactDetail) -> list[tuple[str, str]]:
    """Result and value of each check of `detail`, oldest first."""
    checks = Verification.objects.filter(contact=detail).order_by("at", "pk")
    return list(checks.values_list("result", "value"))
