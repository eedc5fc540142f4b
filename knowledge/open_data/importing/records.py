"""What services and organisations of theirs are in our words. docs/hsds.md lists what is not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from knowledge.models.service import ContactBy, Coverage
from knowledge.open_data.hsds.values import ORGANISATION, SERVICE
from knowledge.open_data.hsds.vocabulary import AUDIENCE, GROUP, KIND, PROPERTIES, PROPERTY
from knowledge.open_data.importing.checking import organization_of
from knowledge.open_data.importing.details import details_of
from knowledge.open_data.importing.fields import day_in, same_id
from knowledge.open_data.importing.files import Feed
from knowledge.open_data.importing.wanted import Row, Wanted, key_of, objects, split, words

LONGEST_ABBREVIATION = 20
LONGEST_AREA = 160
_TAKEN = {
    "id", "name", "description", "url", "email", "status", "application_process", "languages",
    "eligibility_description", "minimum_age", "maximum_age", "assured_date", "organization",
    "organization_id", "phones", "schedules", "service_areas", "service_at_locations",
    "additional_urls", "last_modified",
}  # fmt: skip
_OF_KEYED = {"attributes", "contacts", "fees_description", "alert"}


def wanted_of(feed: Feed, language: str) -> list[Wanted]:
    """All of it: organisations, then desks, each followed by its contact details."""
    organizations = {one.their_id: one for one in _organizations(feed, language)}
    found = list(organizations.values())
    services: dict[str, tuple[str, Row]] = {}
    for place, row in feed.services:  # of a short and a whole one the whole one
        before = services.get(same_id(row["id"]))
        if before is None or len(row) > len(before[1]):
            services[same_id(row["id"])] = (place, row)
    for place, row in services.values():
        desk = _service(place, row, language)
        found += [desk, *details_of(desk, row, language)]
    return found


def _organizations(feed: Feed, language: str) -> Iterator[Wanted]:
    """Those that stand on their own go before those within a service, which may be shortened."""
    alone = {same_id(row["id"]) for _place, row in feed.organizations}
    nested: dict[str, tuple[str, Row]] = {}
    for place, row in feed.services:
        within = row.get("organization")
        if isinstance(within, dict) and (key := same_id(within["id"])) not in alone:
            before = nested.get(key)
            if before is None or len(within) > len(before[1]):
                nested[key] = (place, within)
    for place, row in (*nested.values(), *feed.organizations):
        yield _organization(place, row, language)


def _organization(place: str, row: Row, language: str) -> Wanted:
    summary, description = split(row["description"])
    short = str(row.get("alternate_name") or "").strip()
    fits = len(short) <= LONGEST_ABBREVIATION
    kinds = list(words(row, KIND))
    return Wanted(
        kind=ORGANISATION,
        their_id=same_id(row["id"]),
        place=place,
        name=row["name"].strip(),
        columns={
            f"name_{language}": row["name"].strip(),
            "abbreviation": short if fits else "",
            f"summary_{language}": summary,
            f"description_{language}": description,
            "website": str(row.get("website") or "").strip(),
            **({"kind": kinds[0]} if kinds else {}),
        },
        key=key_of(row, ORGANISATION),
        left_out=[] if fits else ["organization.alternate_name"],
    )


def _service(place: str, row: Row, language: str) -> Wanted:
    key = key_of(row, SERVICE)
    taken = _TAKEN | _OF_KEYED if key else _TAKEN
    left_out = sorted(name for name in row.keys() - taken if row[name] not in (None, "", []))
    return Wanted(
        kind=SERVICE,
        their_id=same_id(row["id"]),
        place=place,
        name=row["name"].strip(),
        parent=organization_of(row) or "",
        columns={
            **_texts(row, language, key),
            "min_age": _whole(row.get("minimum_age")),
            "max_age": _whole(row.get("maximum_age")),
            "languages": _languages(row),
            **_area(row, language, left_out),
            **_closed_words(row),
        },
        key=key,
        status=row["status"],
        claim=day_in(row.get("assured_date")),
        left_out=left_out,
    )


def _texts(row: Row, language: str, key: str) -> dict[str, str]:
    """Whom it is for stands in our own words in closed fields; theirs goes to the description."""
    summary, description = split(row.get("description"))
    _closed, not_for = split(row.get("eligibility_description"))
    said = str(row.get("eligibility_description") or "").strip()
    if said and not key:
        description = "\n\n".join(filter(None, (description, said)))
    return {
        f"name_{language}": row["name"].strip(),
        f"summary_{language}": summary,
        f"description_{language}": description,
        f"how_to_reach_{language}": str(row.get("application_process") or "").strip(),
        **({f"not_for_{language}": not_for} if key else {}),
    }


def _whole(age: Any) -> int | None:
    return None if age in (None, "") else int(age)


def _languages(row: Row) -> str:
    codes = [str(one.get("code") or "").split("-")[0] for one in objects(row.get("languages"))]
    return " ".join(dict.fromkeys(filter(None, codes)))


def _area(row: Row, language: str, left_out: list[str]) -> dict[str, Any]:
    """Regions by their code of Statistics Netherlands; other areas in words, as far as they fit.

    Without any area it is not known whether a desk is for the whole country: it is not assumed.
    """
    codes, names, notes = [], [], []
    for area in objects(row.get("service_areas")):
        code = str(area.get("extent") or "").strip() if area.get("extent_type") == "text" else ""
        codes.append(code)
        said = [str(area.get(name) or "").strip() for name in ("name", "description")]
        if not code:
            names.append(said[0] or said[1])
        elif said[1]:
            notes.append(said[1])
    names_said = list(dict.fromkeys(filter(None, names or notes)))
    while len(", ".join(names_said)) > LONGEST_AREA:
        left_out.append(f"service_areas {names_said.pop()[:40]!r}, for which there is no room")
    return {
        "coverage": (Coverage.NATIONAL if "NL" in codes else Coverage.LOCAL).value,
        "regions": sorted({code for code in codes if code not in ("", "NL")}),
        f"area_{language}": ", ".join(names_said),
    }


def _closed_words(row: Row) -> dict[str, Any]:
    """What only our own taxonomies say; nothing of a publisher who does not use them."""
    said = words(row, PROPERTY).keys() & PROPERTIES.keys()
    found: dict[str, Any] = {}
    for column, yes, no in (
        ("open_to_men_and_boys", "boys_and_men", "no_boys_and_men"),
        ("anonymous", "anonymous", "not_anonymous"),
        ("free", "free", "not_free"),
    ):
        if {yes, no} & said:
            found[column] = yes in said
    if coverage := said & set(Coverage.values):
        found["coverage"] = min(coverage)
    if by := {"by_professional", "by_victim"} & said:
        alone = {"by_professional": ContactBy.PROFESSIONAL, "by_victim": ContactBy.VICTIM}
        found["contact_by"] = (ContactBy.BOTH if len(by) > 1 else alone[min(by)]).value
    if said:
        found["not_for_groups"] = " ".join(words(row, GROUP))
        found["audiences"] = sorted(words(row, AUDIENCE))
    return found
