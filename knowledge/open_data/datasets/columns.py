"""Tables of the data package with their columns and types.

Tables are named like the files of the standard, which are not always plural.
"""

from __future__ import annotations

from typing import Any

TABLES: dict[str, tuple[str, ...]] = {
    "services": (
        "id", "organization_id", "name", "description", "url", "email", "status",
        "application_process", "fees_description", "eligibility_description", "minimum_age",
        "maximum_age", "assured_date", "alert", "last_modified",
    ),
    "organizations": ("id", "name", "alternate_name", "description", "website"),
    "phones": ("id", "service_id", "number", "extension", "type", "description"),
    "url": ("id", "service_id", "label", "url"),
    "contacts": ("id", "service_id", "name", "email"),
    "schedules": (
        "id", "service_id", "service_at_location_id", "valid_from", "valid_to", "freq", "byday",
        "byweekno", "opens_at", "closes_at", "description", "attending_type", "notes",
    ),
    "service_areas": (
        "id", "service_id", "name", "description", "extent", "extent_type", "uri",
    ),
    "service_at_location": ("id", "service_id", "location_id"),
    "locations": ("id", "location_type", "name", "description"),
    "languages": ("id", "service_id", "name", "code"),
    "attributes": ("id", "link_id", "taxonomy_term_id", "link_type", "link_entity", "value"),
    "taxonomies": ("id", "name", "description"),
    "taxonomy_terms": (
        "id", "code", "name", "description", "taxonomy", "taxonomy_id", "language", "term_uri",
    ),
}  # fmt: skip

_NAMES = {
    "services": "service",
    "organizations": "organization",
    "phones": "phone",
    "contacts": "contact",
    "schedules": "schedule",
    "service_areas": "service_area",
    "locations": "location",
    "languages": "language",
    "attributes": "attribute",
    "taxonomies": "taxonomy",
    "taxonomy_terms": "taxonomy_term",
}
_REQUIRED = {
    "services": ("id", "organization_id", "name", "status"),
    "organizations": ("id", "name", "description"),
    "phones": ("id", "number"),
    "url": ("id", "url"),
    "service_at_location": ("id", "service_id", "location_id"),
    "locations": ("id", "location_type"),
    "attributes": ("id", "link_id", "taxonomy_term_id", "link_entity"),
    "taxonomies": ("id", "name", "description"),
    "taxonomy_terms": ("id", "name", "description"),
}
_FOREIGN_KEYS = {
    "organization_id": "organizations",
    "service_id": "services",
    "service_at_location_id": "service_at_location",
    "location_id": "locations",
    "taxonomy_id": "taxonomies",
    "taxonomy_term_id": "taxonomy_terms",
}
_TYPES: dict[str, dict[str, str]] = {
    "minimum_age": {"type": "number"},
    "maximum_age": {"type": "number"},
    "extension": {"type": "number"},
    "assured_date": {"type": "date"},
    "last_modified": {"type": "datetime", "format": "%Y-%m-%dT%H:%M:%S.%fZ"},
    "valid_from": {"type": "date"},
    "valid_to": {"type": "date"},
    "opens_at": {"type": "time", "format": "%H:%M"},
    "closes_at": {"type": "time", "format": "%H:%M"},
    "email": {"type": "string", "format": "email"},
    "url": {"type": "string", "format": "uri"},
    "website": {"type": "string", "format": "uri"},
}


def name_of(table: str) -> str:
    """Name of one row in the standard."""
    return _NAMES.get(table, table)


def resource(table: str) -> dict[str, Any]:
    """Description of one table as a tabular data resource."""
    keys = {name: _FOREIGN_KEYS[name] for name in TABLES[table] if name in _FOREIGN_KEYS}
    return {
        "name": name_of(table),
        "path": f"{table}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [_field(table, name) for name in TABLES[table]],
            "primaryKey": "id",
            "foreignKeys": [
                {
                    "fields": name,
                    "reference": {"resource": name_of(_FOREIGN_KEYS[name]), "fields": "id"},
                }
                for name in keys
            ],
        },
    }


def _field(table: str, name: str) -> dict[str, Any]:
    uuid = name in {"id", "link_id"} or name in _FOREIGN_KEYS
    data_type = (
        {"type": "string", "format": "uuid"} if uuid else _TYPES.get(name, {"type": "string"})
    )
    required = name in _REQUIRED.get(table, ("id",))
    return {
        "name": name,
        **data_type,
        **({"constraints": {"required": True}} if required else {}),
    }
