"""How a service of theirs is reached, as contact details of ours."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from knowledge.models.contact import ContactKind
from knowledge.open_data.hsds.values import DETAIL, LOCATION, uid
from knowledge.open_data.hsds.vocabulary import CONTACT, KEY, OPENING_HOURS, RECORD
from knowledge.open_data.importing.schedules import hours_from
from knowledge.open_data.importing.wanted import Row, Wanted, key_of, objects, split, words
from knowledge.values.phones import read_phone

LONGEST_LABEL = 160
_SPOKEN = ("", "voice", "cell", "textphone")  # not fax, text messages, video or pagers
_WEB = (ContactKind.CHAT, ContactKind.FORM, ContactKind.WEBSITE)


def details_of(desk: Wanted, row: Row, language: str) -> list[Wanted]:
    """Each way once. What could not be taken over is added to `desk.left_out`."""
    found: dict[tuple[str, str], Wanted] = {}
    with translation.override(language):
        for detail in (
            *_phones(desk, row),
            *_web(desk, row),
            *_mail(desk, row),
            *_places(desk, row),
        ):
            columns = detail.columns
            said = {f"{name}_{language}": columns.pop(name) for name in ("label", "hours_note")}
            detail.columns = {**columns, **said}
            found.setdefault((columns["kind"], columns["value"]), detail)
    for position, detail in enumerate(found.values(), start=1):
        detail.columns["position"] = position
    return list(found.values())


def _phones(desk: Wanted, row: Row) -> Iterator[Wanted]:
    hours, said = _hours(desk, row)
    for phone in objects(row.get("phones")):
        number = str(phone["number"]).strip().strip('"').strip()
        if str(phone.get("type") or "").lower() not in _SPOKEN:
            desk.left_out.append(f"phones.type {phone['type']}")
        elif not _can_be_dialled(number):
            desk.left_out.append(f"phones.number {number[:40]!r}, which cannot be dialled")
        else:
            label, note = split(phone.get("description"), LONGEST_LABEL)
            if phone.get("extension"):
                extension = _("extension %s") % phone["extension"]
                label = f"{label} ({extension})"[:LONGEST_LABEL] if label else extension
            own = words(phone, CONTACT).get(OPENING_HOURS)
            yield _detail(
                desk,
                phone,
                ContactKind.PHONE,
                number,
                label=label,
                hours_note=note if own or desk.key else "\n\n".join(filter(None, (note, said))),
                opening_hours=own or ("" if desk.key else hours),
            )


def _hours(desk: Wanted, row: Row) -> tuple[str, str]:
    """The hours of the service, and what is said of them where they cannot be written down."""
    schedules = objects(row.get("schedules"))
    hours = hours_from(schedules)
    if hours is not None:
        return hours, ""
    if not desk.key:
        desk.left_out.append("schedules that do not return every week")
    said = (str(one.get("description") or "").strip() for one in schedules)
    return "", "\n\n".join(dict.fromkeys(filter(None, said)))


def _can_be_dialled(number: str) -> bool:
    try:
        read_phone(number)
    except ValueError:
        return False
    return True


def _web(desk: Wanted, row: Row) -> Iterator[Wanted]:
    urls = objects(row.get("additional_urls"))
    for url in urls:
        kinds = [kind for kind in _WEB if kind in words(url, CONTACT)]
        kind = kinds[0] if kinds else ContactKind.WEBSITE
        label = str(url.get("label") or "").strip()
        label = "" if label == kind.label else label
        hours = words(url, CONTACT).get(OPENING_HOURS, "")
        yield _detail(desk, url, kind, url["url"].strip(), label=label, opening_hours=hours)
    main = str(row.get("url") or "").strip()
    if main and main not in (url["url"].strip() for url in urls):
        yield _detail(desk, {"id": "url"}, ContactKind.WEBSITE, main)


def _mail(desk: Wanted, row: Row) -> Iterator[Wanted]:
    """Contact persons are people: of another publisher only the address of the service itself."""
    for contact in objects(row.get("contacts")):
        if contact.get("email") and key_of(contact, DETAIL):
            yield _detail(
                desk,
                contact,
                ContactKind.EMAIL,
                contact["email"].strip(),
                label=str(contact.get("name") or "").strip(),
                opening_hours=words(contact, CONTACT).get(OPENING_HOURS, ""),
            )
    if email := str(row.get("email") or "").strip():
        yield _detail(desk, {"id": "email"}, ContactKind.EMAIL, email)


def _places(desk: Wanted, row: Row) -> Iterator[Wanted]:
    for at in objects(row.get("service_at_locations")):
        location = at.get("location")
        if not isinstance(location, dict) or not (value := _address(location)):
            continue
        label, note = split(location.get("description"), LONGEST_LABEL)
        key = words(location, RECORD).get(KEY, "")
        found = _detail(
            desk,
            at,
            ContactKind.ADDRESS,
            value,
            label=label,
            hours_note=note,
            opening_hours=words(location, CONTACT).get(OPENING_HOURS, ""),
        )
        found.key = key if key and uid(LOCATION, key) == location.get("id") else ""
        yield found


def _address(location: Row) -> str:
    """The place as one line; empty for what is not a place that one can go to."""
    if location.get("location_type") != "physical":
        return ""
    for address in objects(location.get("addresses")):
        names = ("address_1", "address_2", "postal_code", "city")
        street, more, code, city = (str(address.get(name) or "").strip() for name in names)
        return ", ".join(filter(None, (street, more, f"{code} {city}".strip())))
    return str(location.get("name") or "").strip()


def _detail(desk: Wanted, row: Row, kind: ContactKind, value: str, **more: Any) -> Wanted:
    columns = {"kind": kind.value, "value": value, "label": "", "hours_note": ""}
    return Wanted(
        kind=DETAIL,
        their_id=uid(DETAIL, desk.their_id, str(row["id"]).lower()),
        place=desk.place,
        name=f"{desk.name} {kind.value}",
        parent=desk.their_id,
        columns={**columns, "opening_hours": "", **more},
        key=key_of(row, DETAIL),
        status=desk.status,
        claim=desk.claim,
    )
