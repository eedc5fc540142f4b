"""Maps the locations of a service to addresses and phones."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from knowledge.models.contact_detail import ContactKind
from knowledge.open_data.hsds.values import LOCATION, uid
from knowledge.open_data.hsds.vocabulary import CONTACT, KEY, OPENING_HOURS, RECORD
from knowledge.open_data.importing.hours.problems import ReadHours
from knowledge.open_data.importing.hours.reading import hours_of_notation, hours_of_schedules
from knowledge.open_data.importing.incoming import IncomingRecord, detail_of
from knowledge.open_data.importing.phones import MAX_LABEL, department_phones, phones_of
from knowledge.open_data.importing.rows import Row, objects, split_first_paragraph, terms_of


def places_of(desk: IncomingRecord, row: Row, on: date) -> Iterator[IncomingRecord]:
    """Addresses with their hours, and the phones at each place."""
    for at_location in objects(row.get("service_at_locations")):
        location = at_location.get("location")
        location = location if isinstance(location, dict) else {}
        if value := _address(location):
            yield _place(desk, at_location, location, value, on)
        elif at_location.get("schedules") or location.get("schedules"):
            desk.not_imported.append("service_at_locations.schedules, without an address")
        name = str(location.get("name") or "").strip()
        for owner in (at_location, location):
            for _phone, detail in phones_of(desk, objects(owner.get("phones")), name):
                yield detail
            yield from department_phones(desk, objects(owner.get("contacts")))


def _place(
    desk: IncomingRecord, at_location: Row, location: Row, value: str, on: date
) -> IncomingRecord:
    label, note = split_first_paragraph(location.get("description"), MAX_LABEL)
    detail = detail_of(desk, at_location, ContactKind.ADDRESS, value, label=label, hours_note=note)
    detail.set_hours(_hours(desk, at_location, location, on))
    key = terms_of(location, RECORD).get(KEY, "")
    detail.key = key if key and uid(LOCATION, key) == location.get("id") else ""
    return detail


def _hours(desk: IncomingRecord, at_location: Row, location: Row, on: date) -> ReadHours:
    """Those of the service at the place, rather than those of the place."""
    own, general = objects(at_location.get("schedules")), objects(location.get("schedules"))
    if notation := terms_of(location, CONTACT).get(OPENING_HOURS):
        return hours_of_notation(notation, own, on)
    if desk.key:
        return ReadHours()
    if own and general:
        desk.not_imported.append("location.schedules, beside those of service_at_locations")
    return hours_of_schedules(own or general, on)


def _address(location: Row) -> str:
    """The address as one line; empty for a location that cannot be visited."""
    if location.get("location_type") != "physical":
        return ""
    for address in objects(location.get("addresses")):
        names = ("address_1", "address_2", "postal_code", "city")
        street, more, code, city = (str(address.get(name) or "").strip() for name in names)
        return ", ".join(filter(None, (street, more, f"{code} {city}".strip())))
    return str(location.get("name") or "").strip()
