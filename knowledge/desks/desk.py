"""View objects of desks: how a desk can be reached at a given moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from knowledge.caching.public_pages import expires_at
from knowledge.models import ContactDetail, Service
from knowledge.models.contact_detail import ContactKind
from knowledge.models.organisation import OrganisationKind
from knowledge.values.confirmation import Confirmation
from knowledge.values.hours.calendar import ordinary_week
from knowledge.values.hours.opening_hours import ZONE, HoursNow, hours_at

_MOST_DIRECT_FIRST = (ContactKind.PHONE, ContactKind.CHAT)


@dataclass(frozen=True, slots=True)
class Contact:
    """A contact detail with its opening state and its confirmation at one moment."""

    detail: ContactDetail
    hours: HoursNow
    confirmation: Confirmation

    @property
    def expires_at(self) -> datetime | None:
        """When its opening state or its confirmation first changes; None if neither will."""
        due_at = self.confirmation.due_at if self.confirmation.is_confirmed else None
        return min(filter(None, [self.hours.changes_at, due_at]), default=None)


@dataclass(frozen=True, slots=True)
class DeskView:
    """A service with its contacts at one moment, the most direct contact first."""

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
        """Whether its phone number, or else its first contact, is confirmed."""
        first = self.phone or self.primary
        return first is not None and first.confirmation.is_confirmed

    @property
    def is_open(self) -> bool:
        return any(contact.hours.is_open for contact in self.contacts)

    @property
    def expires_at(self) -> datetime | None:
        """When the first of its contacts expires; None if none does."""
        moments = (contact.expires_at for contact in self.contacts)
        return min(filter(None, moments), default=None)

    @property
    def is_emergency(self) -> bool:
        """True for an emergency service: shown as reachable whatever its hours say."""
        return self.service.organisation.kind == OrganisationKind.EMERGENCY


def desk_view(service: Service, at: datetime) -> DeskView:
    """View of `service` at `at`; needs a queryset `with_reach` or `with_contacts`.

    A cached page that is being rendered expires no later than the view.
    """
    contacts = [
        Contact(detail, hours_at(detail.opening_hours, at), detail.confirmation(at))
        for detail in service.contact_details.all()
    ]
    view = DeskView(service, tuple(sorted(contacts, key=_directness)))
    expires_at(view.expires_at)
    return view


def open_at_night(service: Service, on: date) -> bool:
    """Whether one contact is open at 3 a.m. on each weekday from `on`, apart from holidays.

    Emergency services count as open, whatever their hours say.
    """
    if service.organisation.kind == OrganisationKind.EMERGENCY:
        return True
    nights = ordinary_week(on)
    return any(
        all(hours_at(detail.opening_hours, _night(day)).is_open for day in nights)
        for detail in service.contact_details.all()
    )


def _night(day: date) -> datetime:
    return datetime.combine(day, time(3), ZONE)


def _directness(contact: Contact) -> int:
    kind = contact.detail.kind
    return _MOST_DIRECT_FIRST.index(kind) if kind in _MOST_DIRECT_FIRST else len(_MOST_DIRECT_FIRST)
