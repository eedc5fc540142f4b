"""View objects of desks: how a desk can be reached at a given moment."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from knowledge.caching.public_pages import expires_at
from knowledge.models import ContactDetail, Service
from knowledge.models.contact_detail import ContactKind
from knowledge.models.organisation import OrganisationKind
from knowledge.values.confirmation import Confirmation
from knowledge.values.hours.opening_hours import HoursNow, hours_at, understood
from knowledge.values.hours.rules import DAY, OpenState

_MOST_DIRECT_FIRST = (ContactKind.PHONE, ContactKind.CHAT)


@dataclass(frozen=True, slots=True)
class Contact:
    """A contact detail with its opening state and its confirmation at one moment."""

    detail: ContactDetail
    hours: HoursNow
    confirmation: Confirmation

    @property
    def answers_now(self) -> bool:
        """Whether somebody is known to pick up the phone or the chat at this moment."""
        return self.detail.kind in _MOST_DIRECT_FIRST and self.hours.is_open

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
    def answers_now(self) -> bool:
        """Whether it is an emergency service, or one of its contacts is known to answer now."""
        return self.is_emergency or any(contact.answers_now for contact in self.contacts)

    @property
    def always_answers(self) -> bool:
        """Whether it is an emergency service, or one of its contacts answers day and night."""
        contacts = (contact for contact in self.contacts if contact.answers_now)
        return self.is_emergency or any(contact.hours.always for contact in contacts)

    @property
    def answering_first(self) -> DeskView:
        """The same desk, with the contacts that answer now before the others."""
        contacts = sorted(self.contacts, key=lambda contact: not contact.answers_now)
        return replace(self, contacts=tuple(contacts))

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


def answering_minutes(service: Service, day: date) -> int:
    """The minutes of `day` at which it is known to answer, as bits: bit n is minute n."""
    if service.organisation.kind == OrganisationKind.EMERGENCY:
        return (1 << DAY) - 1
    minutes = 0
    for detail in service.contact_details.all():
        hours = understood(detail.opening_hours)
        if hours and detail.kind in _MOST_DIRECT_FIRST:
            for stretch in hours.stretches(day):
                if stretch.state == OpenState.OPEN:
                    minutes |= (1 << stretch.end) - (1 << stretch.start)
    return minutes


def _directness(contact: Contact) -> int:
    kind = contact.detail.kind
    return _MOST_DIRECT_FIRST.index(kind) if kind in _MOST_DIRECT_FIRST else len(_MOST_DIRECT_FIRST)
