"""Contact details: a number is a phone, an address a location, what has a web address a URL."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from knowledge.models import ContactDetail
from knowledge.models.contact import ContactKind
from knowledge.open_data.hsds.schedules import in_notation
from knowledge.open_data.hsds.shapes import Attribute, Contact, Location, Phone, Url
from knowledge.open_data.hsds.values import (
    DETAIL,
    LOCATION,
    day_of,
    filled,
    paragraphs,
    uid,
    web_address,
)
from knowledge.open_data.hsds.vocabulary import (
    CONFIRMED,
    CONTACT,
    UNREACHABLE,
    Word,
    attribute,
    fixed_term,
    permanent_key,
)

WEB = (ContactKind.WEBSITE, ContactKind.FORM, ContactKind.CHAT)


def phone(detail: ContactDetail, at: datetime) -> Phone:
    link = uid(DETAIL, detail.slug)
    made: Phone = filled(
        id=link,
        number=detail.display,
        type="voice",
        description=paragraphs(detail.label, detail.hours_note),
        attributes=_checks(detail, "phone", link, at),
    )
    return made


def url(detail: ContactDetail, at: datetime) -> Url:
    link = uid(DETAIL, detail.slug)
    kind = attribute(fixed_term(Word(CONTACT, detail.kind)), "kind", "url", link)
    made: Url = filled(
        id=link,
        label=detail.label or detail.get_kind_display(),
        url=web_address(detail.value),
        attributes=[kind, *_checks(detail, "url", link, at)],
    )
    return made


def contact(detail: ContactDetail, at: datetime) -> Contact:
    link = uid(DETAIL, detail.slug)
    made: Contact = filled(
        id=link,
        name=detail.label,
        email=detail.value,
        attributes=_checks(detail, "contact", link, at),
    )
    return made


def location(detail: ContactDetail, at: datetime) -> Location:
    """An address is one text of ours: an address of the standard needs a province."""
    link = uid(LOCATION, detail.slug)
    made: Location = filled(
        id=link,
        location_type="physical",
        name=detail.value,
        description=paragraphs(detail.label, detail.hours_note),
        attributes=_checks(detail, "location", link, at),
    )
    return made


def assured_date(details: Sequence[ContactDetail], at: datetime) -> date | None:
    """The oldest confirmation; None as long as one of `details` was never confirmed."""
    confirmed = [detail.confirmation(at).confirmed_at for detail in details]
    if not confirmed or None in confirmed:
        return None
    return day_of(min(moment for moment in confirmed if moment))


def alert(details: Sequence[ContactDetail], at: datetime) -> str:
    """Which of `details` could not be reached when somebody last tried."""
    said = []
    for detail in details:
        if since := detail.confirmation(at).unreachable_at:
            day = date_format(day_of(since), "j F Y")
            said.append(
                _("%(contact)s could not be reached on %(day)s.")
                % {"contact": f"{detail.get_kind_display()} {detail.display}", "day": day}
            )
    return " ".join(said)


def _checks(detail: ContactDetail, entity: str, link: str, at: datetime) -> list[Attribute]:
    """When it was found right as it stands, or could not be reached; its key, and its hours.

    Days and not a state: that would change with the clock, unseen by who follows changes.
    """
    sure = detail.confirmation(at)
    days = {CONFIRMED: sure.confirmed_at, UNREACHABLE: sure.unreachable_at}
    found = [
        attribute(fixed_term(Word(CONTACT, code)), "check", entity, link, day_of(on).isoformat())
        for code, on in days.items()
        if on
    ]
    found.append(permanent_key(entity, link, detail.slug))
    if detail.opening_hours:
        found.append(in_notation(detail, entity, link))
    return found
