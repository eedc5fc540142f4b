"""vCard 3.0 of a desk; the version that all phones read.

Restricted details are always left out: contacts on a phone are synchronized and read by apps.
"""

from __future__ import annotations

from django.utils.translation import gettext as _
from vobject import vCard
from vobject.base import Component
from vobject.vcard import Address, Name

from knowledge.desks.desk import Contact, DeskView
from knowledge.desks.text import confirmed_in_words, reached_at
from knowledge.models.contact_detail import ContactKind

_DIAL = "tel:"


def contacts_to_save(desk: DeskView) -> list[Contact]:
    """Contacts of `desk` for its vCard; empty when it has no card."""
    if desk.service.is_restricted:
        return []
    return [contact for contact in desk.contacts if not contact.detail.restricted]


def vcard(desk: DeskView, *, address: str) -> str:
    """vCard text of `desk` in the active language; `address` is the absolute URL of its page.

    Deterministic, so that its hash can serve as an ETag.
    """
    contacts = contacts_to_save(desk)
    service = desk.service
    card = vCard()
    card.add("uid").value = f"verwijswijzer-{service.slug}"
    card.add("fn").value = service.name
    card.add("n").value = Name(family=service.name)
    card.add("org").value = [service.organisation.name]
    for contact in contacts:
        _add(card, contact)
    facts = [_about(contact, desk) for contact in contacts]
    question = _("Is it still right? %(address)s") % {"address": address}
    card.add("note").value = "\n".join([*facts, question])
    return str(card.serialize())


def _add(card: Component, contact: Contact) -> None:
    detail = contact.detail
    if detail.phone:
        number = card.add("tel")
        number.value, number.type_param = detail.phone.uri.removeprefix(_DIAL), ["WORK", "VOICE"]
    elif detail.kind == ContactKind.EMAIL:
        email = card.add("email")
        email.value, email.type_param = detail.value, "INTERNET"
    elif detail.kind == ContactKind.ADDRESS:
        postal = card.add("adr")
        postal.value, postal.type_param = Address(street=detail.value), "WORK"
    elif detail.uri:
        card.add("url").value = detail.uri


def _about(contact: Contact, desk: DeskView) -> str:
    """A line of the note: what to know before calling this number."""
    detail = contact.detail
    facts = [
        detail.label,
        reached_at(contact, desk),
        detail.hours_note,
        confirmed_in_words(contact.confirmation),
    ]
    name = f"{detail.get_kind_display()} {detail.display_in_full}"
    return f"{name}: {'; '.join(fact.rstrip('.') for fact in facts if fact)}."
