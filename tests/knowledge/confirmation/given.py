"""What tests of the confirming share: an editor, a moment, and what he sees of a detail."""

from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.utils import timezone

from knowledge.confirmation.checks import Check, Seen, newest_checks, seen_now
from knowledge.models import ContactDetail, ContactProposal, Verification
from knowledge.models.verification import Method, Result


def detail(slug: str = "comensha-telefoon") -> ContactDetail:
    found: ContactDetail = ContactDetail.objects.get(slug=slug)
    return found


def editor(name: str = "redactie") -> Any:
    return get_user_model().objects.get_or_create(username=name)[0]


def looks(row: ContactDetail) -> Seen:
    """What an editor sees who looks at `row` now."""
    row.refresh_from_db()
    return seen_now(row, newest_checks([row]).get(row.pk))


def check(by: Any = None, at: datetime | None = None, note: str = "") -> Check:
    return Check(by or editor(), Method.CALLED, at or timezone.now(), note)


def edit(row: ContactDetail, value: str) -> None:
    """Another editor changes the value in the ordinary way."""
    found = ContactDetail.objects.get(pk=row.pk)
    found.value = value
    found.save()


def proposed(row: ContactDetail, **values: Any) -> ContactProposal:
    """A waiting proposal of another editor."""
    row.refresh_from_db()
    given = {
        "contact": row,
        "made_by": editor("collega"),
        "contact_version": row.version,
        "result": Result.CHANGED,
        "value": "033 448 11 87",
        "opening_hours": row.opening_hours,
        "method": Method.CALLED,
        **values,
    }
    return ContactProposal.objects.create(**given)


def checks_of(row: ContactDetail) -> list[tuple[str, str]]:
    """Result and value of the checks of `row`, the oldest first."""
    found = Verification.objects.filter(contact=row).order_by("at", "pk")
    return list(found.values_list("result", "value"))
