"""A desk as a visitor needs it: the one way to reach it now, then the others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from knowledge.caching.public_pages import expires_at
from knowledge.models import ContactDetail, Service
from knowledge.models.contact import ContactKind
from knowledge.models.organisation import OrganisationKind
from knowledge.values.confirmation import Confirmation
from knowledge.values.hours import ZONE, HoursNow, hours_at

_NIGHTS = [datetime(2026, 3, day, 3, 0, tzinfo=ZONE) for day in range(2, 9)]  # a plain week
_MOST_DIRECT_FIRST = (ContactKind.PHONE, ContactKind.CHAT)


@dataclass(frozen=True, slots=True)
class Contact:
    """A contact detail: whether it can be reached at the moment asked about, how sure it is."""

    detail: ContactDetail
    hours: HoursNow
    confirmation: Confirmation


@dataclass(frozen=True, slots=True)
class Desk:
    """A service with its contacts, the most direct one first."""

    service: Service
    contacts: tuple[Contact, ...]

    @property
    def primary(self) -> Contact | None:
        return self.contacts[0] if self.contacts else None

    @property
    def others(self) -> tuple[Contact, ...]:
        return self.contacts[1:]

    @property
    def phone(self) -> Contact | None:
        return next((contact for contact in self.contacts if contact.detail.phone), None)

    @property
    def is_confirmed(self) -> bool:
        """Whether the number, or without one the first way to reach it, is confirmed."""
        first = self.phone or self.primary
        return first is not None and first.confirmation.is_confirmed

    @property
    def is_open(self) -> bool:
        return any(contact.hours.is_open for contact in self.contacts)

    @property
    def is_emergency(self) -> bool:
        """An emergency number is called whatever is known of its hours."""
        return self.service.organisation.kind == OrganisationKind.EMERGENCY


def desk(service: Service, at: datetime) -> Desk:
    """`service`, read with `with_reach` or `with_contacts`, as it can be reached at `at`."""
    contacts = [
        Contact(detail, hours_at(detail.opening_hours, at), detail.confirmation(at))
        for detail in service.contact_details.all()
    ]
    for contact in contacts:
        expires_at(contact.hours.changes_at)
        if contact.confirmation.is_confirmed:
            expires_at(contact.confirmation.due_at)
    return Desk(service, tuple(sorted(contacts, key=_directness)))


def open_at_night(service: Service) -> bool:
    """Whether someone answers in the small hours, every night of a week.

    An emergency number counts as one that does, whatever is known of its hours.
    """
    if service.organisation.kind == OrganisationKind.EMERGENCY:
        return True
    return any(
        all(hours_at(detail.opening_hours, night).is_open for night in _NIGHTS)
        for detail in service.contact_details.all()
    )


def _directness(contact: Contact) -> int:
    kind = contact.detail.kind
    return _MOST_DIRECT_FIRST.index(kind) if kind in _MOST_DIRECT_FIRST else len(_MOST_DIRECT_FIRST)
