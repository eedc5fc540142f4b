"""Maps contact details to phones, URLs, contacts (email) and locations."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from knowledge.models import ContactDetail
from knowledge.models.contact_detail import ContactKind
from knowledge.open_data.hsds.schedules import opening_hours_attribute
from knowledge.open_data.hsds.shapes import Attribute, Contact, Location, Phone, Url
from knowledge.open_data.hsds.values import (
    DETAIL,
    LOCATION,
    day_of,
    paragraphs,
    uid,
    web_address,
    without_empty,
)
from knowledge.open_data.hsds.vocabulary import (
    CONFIRMED,
    CONTACT,
    UNREACHABLE,
    TermKey,
    attribute,
    fixed_term,
    permanent_key,
)

WEB = (ContactKind.WEBSITE, ContactKind.FORM, ContactKind.CHAT)


def phone(detail: ContactDetail, at: datetime) -> Phone:
    link = uid(DETAIL, detail.slug)
    mapped: Phone = without_empty(
        id=link,
        number=detail.display,
        type="voice",
        extension=_extension(detail),
        description=paragraphs(_unnumbered_choice(detail), detail.label, detail.hours_note),
        attributes=_attributes(detail, "phone", link, at),
    )
    return mapped


def _extension(detail: ContactDetail) -> int | None:
    """A number in the standard, so that one with a 0 in front goes into the description."""
    extension = detail.extension
    return int(extension) if extension == "0" or extension[:1] not in ("", "0") else None


def _unnumbered_choice(detail: ContactDetail) -> str:
    return detail.menu_choice if _extension(detail) is None else ""


def url(detail: ContactDetail, at: datetime) -> Url:
    link = uid(DETAIL, detail.slug)
    kind = attribute(fixed_term(TermKey(CONTACT, detail.kind)), "kind", "url", link)
    mapped: Url = without_empty(
        id=link,
        label=detail.label or detail.get_kind_display(),
        url=web_address(detail.value),
        attributes=[kind, *_attributes(detail, "url", link, at)],
    )
    return mapped


def contact(detail: ContactDetail, at: datetime) -> Contact:
    link = uid(DETAIL, detail.slug)
    mapped: Contact = without_empty(
        id=link,
        name=detail.label,
        email=detail.value,
        attributes=_attributes(detail, "contact", link, at),
    )
    return mapped


def location(detail: ContactDetail, at: datetime) -> Location:
    """The address goes into `name`: we store one text, and an HSDS address requires a province."""
    link = uid(LOCATION, detail.slug)
    mapped: Location = without_empty(
        id=link,
        location_type="physical",
        name=detail.value,
        description=paragraphs(detail.label, detail.hours_note),
        attributes=_attributes(detail, "location", link, at),
    )
    return mapped


def assured_date(details: Sequence[ContactDetail], at: datetime) -> date | None:
    """Day of the oldest confirmation; None when any of `details` was never confirmed."""
    confirmed = [detail.confirmation(at).confirmed_at for detail in details]
    if not confirmed or None in confirmed:
        return None
    return day_of(min(at for at in confirmed if at))


def alert(details: Sequence[ContactDetail], at: datetime) -> str:
    """Sentences about those of `details` that could not be reached at the last check."""
    sentences = []
    for detail in details:
        if failed_at := detail.confirmation(at).unreachable_at:
            day = date_format(day_of(failed_at), "j F Y")
            sentences.append(
                _("%(contact)s could not be reached on %(day)s.")
                % {"contact": f"{detail.get_kind_display()} {detail.display_in_full}", "day": day}
            )
    return " ".join(sentences)


def _attributes(detail: ContactDetail, entity: str, link: str, at: datetime) -> list[Attribute]:
    """Day of confirmation or failure, permanent key and opening hours.

    Days rather than a state: a state changes with the clock, which `last_modified` cannot show.
    """
    confirmation = detail.confirmation(at)
    days = {CONFIRMED: confirmation.confirmed_at, UNREACHABLE: confirmation.unreachable_at}
    attributes = [
        attribute(fixed_term(TermKey(CONTACT, code)), "check", entity, link, day_of(on).isoformat())
        for code, on in days.items()
        if on
    ]
    attributes.append(permanent_key(entity, link, detail.slug))
    if detail.opening_hours:
        attributes.append(opening_hours_attribute(detail, entity, link))
    return attributes
