"""Maps services and organisations to our columns. docs/hsds.md lists what is not imported."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext, override

from knowledge.models.service import ContactBy, Coverage
from knowledge.open_data.hsds.values import ORGANISATION, SERVICE
from knowledge.open_data.hsds.vocabulary import AUDIENCE, GROUP, KIND, PROPERTIES, PROPERTY
from knowledge.open_data.importing.checking import organization_of
from knowledge.open_data.importing.details import contact_details_of
from knowledge.open_data.importing.fields import normalized_id, parse_date
from knowledge.open_data.importing.files import Feed
from knowledge.open_data.importing.incoming import IncomingRecord
from knowledge.open_data.importing.rows import (
    Row,
    objects,
    permanent_key_of,
    split_first_paragraph,
    terms_of,
)

MAX_ABBREVIATION = 20
MAX_AREA = 160
_IMPORTED_FIELDS = {
    "id", "name", "description", "url", "email", "status", "application_process", "languages",
    "eligibility_description", "minimum_age", "maximum_age", "assured_date", "organization",
    "organization_id", "phones", "schedules", "service_areas", "service_at_locations",
    "additional_urls", "last_modified", "contacts",
}  # fmt: skip
_IMPORTED_OF_ORGANIZATION = {
    "id", "name", "alternate_name", "description", "website", "attributes", "services",
}  # fmt: skip
_IMPORTED_WITH_KEY = {"attributes", "fees_description", "alert"}


def incoming_records(feed: Feed, language: str, on: date) -> list[IncomingRecord]:
    """Records of a feed: organisations, then desks, each followed by its contact details.

    `on` is the day of the import: hours are read from that day on.
    """
    organizations = {record.their_id: record for record in _organizations(feed, language)}
    records = list(organizations.values())
    services: dict[str, tuple[str, Row]] = {}
    for origin, row in feed.services:  # prefer the full form over the short one
        previous = services.get(normalized_id(row["id"]))
        if previous is None or len(row) > len(previous[1]):
            services[normalized_id(row["id"])] = (origin, row)
    for origin, row in services.values():
        desk = _service(origin, row, language)
        records += [desk, *contact_details_of(desk, row, language, on)]
    return records


def _organizations(feed: Feed, language: str) -> Iterator[IncomingRecord]:
    """Prefer top-level organisations over nested ones, which may be in a short form."""
    top_level = {normalized_id(row["id"]) for _origin, row in feed.organizations}
    nested: dict[str, tuple[str, Row]] = {}
    for origin, row in feed.services:
        organization = row.get("organization")
        if (
            isinstance(organization, dict)
            and (key := normalized_id(organization["id"])) not in top_level
        ):
            previous = nested.get(key)
            if previous is None or len(organization) > len(previous[1]):
                nested[key] = (origin, organization)
    for origin, row in (*nested.values(), *feed.organizations):
        yield _organization(origin, row, language)


def _organization(origin: str, row: Row, language: str) -> IncomingRecord:
    summary, description = split_first_paragraph(row["description"])
    abbreviation = str(row.get("alternate_name") or "").strip()
    fits = len(abbreviation) <= MAX_ABBREVIATION
    kinds = list(terms_of(row, KIND))
    not_imported = [] if fits else ["organization.alternate_name"]
    for name in sorted(row.keys() - _IMPORTED_OF_ORGANIZATION):
        if row[name] not in (None, "", []):
            not_imported.append(f"organization.{name}")
    return IncomingRecord(
        kind=ORGANISATION,
        their_id=normalized_id(row["id"]),
        origin=origin,
        name=row["name"].strip(),
        columns={
            f"name_{language}": row["name"].strip(),
            "abbreviation": abbreviation if fits else "",
            f"summary_{language}": summary,
            f"description_{language}": description,
            "website": str(row.get("website") or "").strip(),
            **({"kind": kinds[0]} if kinds else {}),
        },
        key=permanent_key_of(row, ORGANISATION),
        not_imported=not_imported,
    )


def _service(origin: str, row: Row, language: str) -> IncomingRecord:
    key = permanent_key_of(row, SERVICE)
    mapped = _IMPORTED_FIELDS | _IMPORTED_WITH_KEY if key else _IMPORTED_FIELDS
    not_imported = sorted(name for name in row.keys() - mapped if row[name] not in (None, "", []))
    return IncomingRecord(
        kind=SERVICE,
        their_id=normalized_id(row["id"]),
        origin=origin,
        name=row["name"].strip(),
        parent=organization_of(row) or "",
        columns={
            **_texts(row, language, key),
            "min_age": _age(row.get("minimum_age")),
            "max_age": _age(row.get("maximum_age")),
            "languages": _languages(row),
            **_area(row, language, not_imported),
            **_taxonomy_columns(row),
        },
        key=key,
        status=row["status"],
        claim=parse_date(row.get("assured_date")),
        not_imported=not_imported,
    )


def _texts(row: Row, language: str, key: str) -> dict[str, str]:
    """Without a permanent key, eligibility goes to the description: our own fields are closed."""
    summary, description = split_first_paragraph(row.get("description"))
    _eligibility, not_for = split_first_paragraph(row.get("eligibility_description"))
    eligibility = str(row.get("eligibility_description") or "").strip()
    if eligibility and not key:
        description = "\n\n".join(filter(None, (description, eligibility)))
    return {
        f"name_{language}": row["name"].strip(),
        f"summary_{language}": summary,
        f"description_{language}": description,
        f"how_to_reach_{language}": str(row.get("application_process") or "").strip(),
        **({f"not_for_{language}": _without_label(not_for, language)} if key else {}),
    }


def _without_label(not_for: str, language: str) -> str:
    """The label that the export puts before it belongs to the page, not to the text."""
    with override(language):
        return not_for.removeprefix(gettext("Not for:")).strip()


def _age(value: Any) -> int | None:
    return None if value in (None, "") else int(value)


def _languages(row: Row) -> str:
    codes = [
        str(language.get("code") or "").split("-")[0] for language in objects(row.get("languages"))
    ]
    return " ".join(dict.fromkeys(filter(None, codes)))


def _area(row: Row, language: str, not_imported: list[str]) -> dict[str, Any]:
    """Regions by what `extent` calls them; other areas as text, as far as they fit.

    Without any area a desk counts as local: nationwide coverage is not assumed.
    """
    codes, names, notes = [], [], []
    for area in objects(row.get("service_areas")):
        code = str(area.get("extent") or "").strip() if area.get("extent_type") == "text" else ""
        codes.append(code)
        name, description = (str(area.get(key) or "").strip() for key in ("name", "description"))
        if not code:
            names.append(name or description)
        elif description:
            notes.append(description)
    area_names = list(dict.fromkeys(filter(None, names or notes)))
    while len(", ".join(area_names)) > MAX_AREA:
        not_imported.append(f"service_areas {area_names.pop()[:40]!r}, which do not fit")
    return {
        "coverage": (Coverage.NATIONAL if "NL" in codes else Coverage.LOCAL).value,
        "regions": sorted({code for code in codes if code not in ("", "NL")}),
        f"area_{language}": ", ".join(area_names),
    }


def _taxonomy_columns(row: Row) -> dict[str, Any]:
    """Columns that come from our own taxonomies; empty for publishers that do not use them."""
    codes = terms_of(row, PROPERTY).keys() & PROPERTIES.keys()
    columns: dict[str, Any] = {}
    for column, yes, no in (
        ("open_to_men_and_boys", "boys_and_men", "no_boys_and_men"),
        ("anonymous", "anonymous", "not_anonymous"),
        ("free", "free", "not_free"),
    ):
        if {yes, no} & codes:
            columns[column] = yes in codes
    if coverage := codes & set(Coverage.values):
        columns["coverage"] = min(coverage)
    if by := {"by_professional", "by_victim"} & codes:
        alone = {"by_professional": ContactBy.PROFESSIONAL, "by_victim": ContactBy.VICTIM}
        columns["contact_by"] = (ContactBy.BOTH if len(by) > 1 else alone[min(by)]).value
    if codes:
        columns["not_for_groups"] = " ".join(terms_of(row, GROUP))
        columns["audiences"] = sorted(terms_of(row, AUDIENCE))
    return columns
