"""A desk as a contact for a phone: a vCard 3.0, the version that all phones read.

What only professionals see is left out for everyone: the contacts of a phone are kept by others
and read by apps.
"""

from __future__ import annotations

from django.utils.translation import gettext as _
from vobject import vCard
from vobject.base import Component
from vobject.vcard import Address, Name

from knowledge.desks.desk import Contact, Desk
from knowledge.desks.text import confirmed_in_words, reached_at
from knowledge.models.contact import ContactKind

_DIAL = "tel:"


def contacts_to_save(desk: Desk) -> list[Contact]:
    """The ways to reach `desk` that may stand in a phone; none when there is no card of it."""
    if desk.service.is_restricted:
        return []
    return [contact for contact in desk.contacts if not contact.detail.restricted]


def vcard(desk: Desk, *, address: str) -> str:
    """`desk` in the language of now; `address` is the full address of its page on this site.

    The same for equal input, so that a phone can tell whether its copy is current.
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
        mail = card.add("email")
        mail.value, mail.type_param = detail.value, "INTERNET"
    elif detail.kind == ContactKind.ADDRESS:
        place = card.add("adr")
        place.value, place.type_param = Address(street=detail.value), "WORK"
    elif detail.uri:
        card.add("url").value = detail.uri


def _about(contact: Contact, desk: Desk) -> str:
    """What one has to know of a number before one dials it."""
    detail = contact.detail
    facts = [
        detail.label,
        reached_at(contact, desk),
        detail.hours_note,
        confirmed_in_words(contact.confirmation),
    ]
    name = f"{detail.get_kind_display()} {detail.display}"
    return f"{name}: {'; '.join(fact.rstrip('.') for fact in facts if fact)}."
