"""Maps the phones of a service, its departments and its locations to contact details."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from django.utils.translation import gettext as _

from knowledge.models.contact_detail import ContactKind
from knowledge.open_data.hsds.values import DETAIL, paragraphs
from knowledge.open_data.hsds.vocabulary import CONTACT, OPENING_HOURS
from knowledge.open_data.importing.hours.reading import hours_of_notation, hours_of_schedules
from knowledge.open_data.importing.incoming import IncomingRecord, detail_of
from knowledge.open_data.importing.rows import (
    Row,
    objects,
    permanent_key_of,
    split_first_paragraph,
    terms_of,
)
from knowledge.values.phones import PhoneError, Refusal, read_phone

MAX_LABEL = 160
_DIGITS = re.compile(r"[0-9]{1,8}")
_WHY_NOT = {
    Refusal.NOT_A_NUMBER: "which cannot be dialled",
    Refusal.OTHER_CHARACTERS: "which holds more than a number",
    Refusal.EXTENSION: "which holds an extension",
    Refusal.WHICH_COUNTRY: "which does not say of which country it is",
    Refusal.SHORT_ABROAD: "which cannot be dialled from the Netherlands",
}
_VOICE_TYPES = ("", "voice", "cell", "textphone")  # not fax, text messages, video or pagers


def service_phones(desk: IncomingRecord, row: Row, on: date) -> Iterator[IncomingRecord]:
    """The phones of a service, with the hours of its schedules or those in an own attribute."""
    schedules = objects(row.get("schedules"))
    hours = hours_of_schedules([] if desk.key else schedules, on)
    remarks = _descriptions(schedules) if hours.problem else ""
    found = False
    for phone, detail in phones_of(desk, objects(row.get("phones"))):
        found = True
        if notation := terms_of(phone, CONTACT).get(OPENING_HOURS):
            detail.set_hours(hours_of_notation(notation, schedules, on))
        else:
            detail.set_hours(hours)
            note = detail.columns["hours_note"]
            detail.columns["hours_note"] = paragraphs(note, remarks)
        yield detail
    if schedules and not (found or desk.key):
        desk.not_imported.append("schedules, without a phone that they could belong to")


def department_phones(desk: IncomingRecord, contacts: Sequence[Row]) -> Iterator[IncomingRecord]:
    """Phones of departments. A contact with a name is a person, who is not taken over."""
    for contact in contacts:
        department = str(contact.get("department") or contact.get("title") or "").strip()
        if permanent_key_of(contact, DETAIL):
            continue
        if contact.get("name") or not department:
            desk.not_imported.append("contacts, who are persons")
            continue
        if contact.get("email"):
            desk.not_imported.append("contacts.email of a department")
        yield from (
            detail for _phone, detail in phones_of(desk, objects(contact.get("phones")), department)
        )


def phones_of(
    desk: IncomingRecord, phones: Sequence[Row], default_label: str = ""
) -> Iterator[tuple[Row, IncomingRecord]]:
    """Each phone that can be dialled with its contact detail, without hours."""
    for phone in phones:
        number = str(phone["number"]).strip().strip('"').strip()
        if str(phone.get("type") or "").lower() not in _VOICE_TYPES:
            desk.not_imported.append(f"phones.type {phone['type']}")
        elif refusal := _refusal(number):
            desk.not_imported.append(f"phones.number {number[:40]!r}, {_WHY_NOT[refusal]}")
        else:
            label, note = split_first_paragraph(phone.get("description"), MAX_LABEL)
            label = label or default_label[:MAX_LABEL]
            extension, in_words = _extension(phone)
            label = f"{label} ({in_words})"[:MAX_LABEL] if label and in_words else label or in_words
            columns = {"extension": extension, "label": label, "hours_note": note}
            yield phone, detail_of(desk, phone, ContactKind.PHONE, number, **columns)


def _descriptions(schedules: Sequence[Row]) -> str:
    texts = (str(schedule.get("description") or "").strip() for schedule in schedules)
    return "\n\n".join(dict.fromkeys(filter(None, texts)))


def _refusal(number: str) -> Refusal | None:
    try:
        read_phone(number)
    except PhoneError as error:
        return error.refusal
    return None


def _extension(phone: Row) -> tuple[str, str]:
    """Its extension, which is a number in the standard; or in words, when it is something else."""
    given = phone.get("extension")
    text = "" if given is None else str(given).strip().removesuffix(".0")
    if not text or _DIGITS.fullmatch(text):
        return text, ""
    return "", _("extension %s") % text
