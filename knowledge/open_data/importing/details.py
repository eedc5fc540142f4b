"""Maps the phones, URLs, email addresses and locations of a service to our contact details."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils import translation

from knowledge.models.contact_detail import ContactKind
from knowledge.open_data.hsds.values import DETAIL
from knowledge.open_data.hsds.vocabulary import CONTACT, OPENING_HOURS
from knowledge.open_data.importing.hours.reading import hours_of_notation
from knowledge.open_data.importing.incoming import IncomingRecord, detail_key, detail_of
from knowledge.open_data.importing.phones import department_phones, service_phones
from knowledge.open_data.importing.places import places_of
from knowledge.open_data.importing.rows import Row, objects, permanent_key_of, terms_of

_WEB = (ContactKind.CHAT, ContactKind.FORM, ContactKind.WEBSITE)


def contact_details_of(
    desk: IncomingRecord, row: Row, language: str, on: date
) -> list[IncomingRecord]:
    """Contact details without duplicates. Adds to `desk.not_imported` what cannot be taken over."""
    by_value: dict[tuple[str, ...], IncomingRecord] = {}
    with translation.override(language):
        for detail in (
            *service_phones(desk, row, on),
            *department_phones(desk, objects(row.get("contacts"))),
            *_web_addresses(desk, row, on),
            *_emails(desk, row, on),
            *places_of(desk, row, on),
        ):
            columns = detail.columns
            texts = {f"{name}_{language}": columns.pop(name) for name in ("label", "hours_note")}
            detail.columns = {**columns, **texts}
            by_value.setdefault(detail_key(columns), detail)
    for position, detail in enumerate(by_value.values(), start=1):
        detail.columns["position"] = position
    return list(by_value.values())


def _web_addresses(desk: IncomingRecord, row: Row, on: date) -> Iterator[IncomingRecord]:
    urls = objects(row.get("additional_urls"))
    for url in urls:
        kinds = [kind for kind in _WEB if kind in terms_of(url, CONTACT)]
        kind = kinds[0] if kinds else ContactKind.WEBSITE
        label = str(url.get("label") or "").strip()
        label = "" if label == kind.label else label
        detail = detail_of(desk, url, kind, url["url"].strip(), label=label)
        yield _with_own_hours(detail, url, row, on)
    main = str(row.get("url") or "").strip()
    if main and main not in (url["url"].strip() for url in urls):
        yield detail_of(desk, {"id": "url"}, ContactKind.WEBSITE, main)


def _emails(desk: IncomingRecord, row: Row, on: date) -> Iterator[IncomingRecord]:
    """Only the address of the service itself: contact persons of other publishers are people."""
    for contact in objects(row.get("contacts")):
        if contact.get("email") and permanent_key_of(contact, DETAIL):
            address, label = contact["email"].strip(), str(contact.get("name") or "").strip()
            detail = detail_of(desk, contact, ContactKind.EMAIL, address, label=label)
            yield _with_own_hours(detail, contact, row, on)
    if email := str(row.get("email") or "").strip():
        yield detail_of(desk, {"id": "email"}, ContactKind.EMAIL, email)


def _with_own_hours(detail: IncomingRecord, row: Row, service: Row, on: date) -> IncomingRecord:
    """Hours of a link or mailbox are in an attribute of our own."""
    if notation := terms_of(row, CONTACT).get(OPENING_HOURS):
        detail.set_hours(hours_of_notation(notation, objects(service.get("schedules")), on))
    return detail
