"""Maps the phones, URLs, e-mail addresses and locations of a service to our contact details."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from knowledge.models.contact_detail import ContactKind
from knowledge.open_data.hsds.values import DETAIL, LOCATION, paragraphs, uid
from knowledge.open_data.hsds.vocabulary import CONTACT, KEY, OPENING_HOURS, RECORD
from knowledge.open_data.importing.incoming import (
    IncomingRecord,
    Row,
    objects,
    permanent_key_of,
    split_first_paragraph,
    terms_of,
)
from knowledge.open_data.importing.schedules import hours_from
from knowledge.values.phones import read_phone

MAX_LABEL = 160
_VOICE_TYPES = ("", "voice", "cell", "textphone")  # not fax, text messages, video or pagers
_WEB = (ContactKind.CHAT, ContactKind.FORM, ContactKind.WEBSITE)


def contact_details_of(desk: IncomingRecord, row: Row, language: str) -> list[IncomingRecord]:
    """Contact details without duplicates. Adds to `desk.not_imported` what cannot be taken over."""
    by_value: dict[tuple[str, str], IncomingRecord] = {}
    with translation.override(language):
        for detail in (
            *_phones(desk, row),
            *_web_addresses(desk, row),
            *_emails(desk, row),
            *_locations(desk, row),
        ):
            columns = detail.columns
            texts = {f"{name}_{language}": columns.pop(name) for name in ("label", "hours_note")}
            detail.columns = {**columns, **texts}
            by_value.setdefault((columns["kind"], columns["value"]), detail)
    for position, detail in enumerate(by_value.values(), start=1):
        detail.columns["position"] = position
    return list(by_value.values())


def _phones(desk: IncomingRecord, row: Row) -> Iterator[IncomingRecord]:
    hours, remarks = _hours(desk, row)
    for phone in objects(row.get("phones")):
        number = str(phone["number"]).strip().strip('"').strip()
        if str(phone.get("type") or "").lower() not in _VOICE_TYPES:
            desk.not_imported.append(f"phones.type {phone['type']}")
        elif not _is_dialable(number):
            desk.not_imported.append(f"phones.number {number[:40]!r}, which cannot be dialled")
        else:
            label, note = split_first_paragraph(phone.get("description"), MAX_LABEL)
            if phone.get("extension"):
                extension = _("extension %s") % phone["extension"]
                label = f"{label} ({extension})"[:MAX_LABEL] if label else extension
            own_hours = terms_of(phone, CONTACT).get(OPENING_HOURS)
            yield _detail(
                desk,
                phone,
                ContactKind.PHONE,
                number,
                label=label,
                hours_note=note if own_hours or desk.key else paragraphs(note, remarks),
                opening_hours=own_hours or ("" if desk.key else hours),
            )


def _hours(desk: IncomingRecord, row: Row) -> tuple[str, str]:
    """Opening hours of the service, and descriptions of schedules that are not weekly."""
    schedules = objects(row.get("schedules"))
    hours = hours_from(schedules)
    if hours is not None:
        return hours, ""
    if not desk.key:
        desk.not_imported.append("schedules that do not return every week")
    remarks = (str(schedule.get("description") or "").strip() for schedule in schedules)
    return "", "\n\n".join(dict.fromkeys(filter(None, remarks)))


def _is_dialable(number: str) -> bool:
    try:
        read_phone(number)
    except ValueError:
        return False
    return True


def _web_addresses(desk: IncomingRecord, row: Row) -> Iterator[IncomingRecord]:
    urls = objects(row.get("additional_urls"))
    for url in urls:
        kinds = [kind for kind in _WEB if kind in terms_of(url, CONTACT)]
        kind = kinds[0] if kinds else ContactKind.WEBSITE
        label = str(url.get("label") or "").strip()
        label = "" if label == kind.label else label
        hours = terms_of(url, CONTACT).get(OPENING_HOURS, "")
        yield _detail(desk, url, kind, url["url"].strip(), label=label, opening_hours=hours)
    main = str(row.get("url") or "").strip()
    if main and main not in (url["url"].strip() for url in urls):
        yield _detail(desk, {"id": "url"}, ContactKind.WEBSITE, main)


def _emails(desk: IncomingRecord, row: Row) -> Iterator[IncomingRecord]:
    """Only the address of the service itself: contact persons of other publishers are people."""
    for contact in objects(row.get("contacts")):
        if contact.get("email") and permanent_key_of(contact, DETAIL):
            yield _detail(
                desk,
                contact,
                ContactKind.EMAIL,
                contact["email"].strip(),
                label=str(contact.get("name") or "").strip(),
                opening_hours=terms_of(contact, CONTACT).get(OPENING_HOURS, ""),
            )
    if email := str(row.get("email") or "").strip():
        yield _detail(desk, {"id": "email"}, ContactKind.EMAIL, email)


def _locations(desk: IncomingRecord, row: Row) -> Iterator[IncomingRecord]:
    for service_at_location in objects(row.get("service_at_locations")):
        location = service_at_location.get("location")
        if not isinstance(location, dict) or not (value := _address(location)):
            continue
        label, note = split_first_paragraph(location.get("description"), MAX_LABEL)
        key = terms_of(location, RECORD).get(KEY, "")
        detail = _detail(
            desk,
            service_at_location,
            ContactKind.ADDRESS,
            value,
            label=label,
            hours_note=note,
            opening_hours=terms_of(location, CONTACT).get(OPENING_HOURS, ""),
        )
        detail.key = key if key and uid(LOCATION, key) == location.get("id") else ""
        yield detail


def _address(location: Row) -> str:
    """The address as one line; empty for a location that cannot be visited."""
    if location.get("location_type") != "physical":
        return ""
    for address in objects(location.get("addresses")):
        names = ("address_1", "address_2", "postal_code", "city")
        street, more, code, city = (str(address.get(name) or "").strip() for name in names)
        return ", ".join(filter(None, (street, more, f"{code} {city}".strip())))
    return str(location.get("name") or "").strip()


def _detail(
    desk: IncomingRecord, row: Row, kind: ContactKind, value: str, **more: Any
) -> IncomingRecord:
    columns = {"kind": kind.value, "value": value, "label": "", "hours_note": ""}
    return IncomingRecord(
        kind=DETAIL,
        their_id=uid(DETAIL, desk.their_id, str(row["id"]).lower()),
        origin=desk.origin,
        name=f"{desk.name} {kind.value}",
        parent=desk.their_id,
        columns={**columns, "opening_hours": "", **more},
        key=permanent_key_of(row, DETAIL),
        status=desk.status,
        claim=desk.claim,
    )
