"""What a record of theirs would be here: columns of ours, as plain values that can be kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from knowledge.open_data.hsds.values import uid
from knowledge.open_data.hsds.vocabulary import KEY, RECORD

Row = dict[str, Any]


@dataclass
class Wanted:
    """One organisation, desk or contact detail.

    `kind` is one of `knowledge.open_data.hsds.values`, `their_id` what we recognise it by,
    `parent` the `their_id` of what it belongs to. `columns` are the columns that the file says
    something about: translated ones with their language; relations are slugs. `key` is its
    permanent key where that is known. `claim` is when its publisher says it was checked.
    """

    kind: str
    their_id: str
    place: str
    name: str
    columns: dict[str, Any]
    parent: str = ""
    key: str = ""
    status: str = "active"
    claim: date | None = None
    left_out: list[str] = field(default_factory=list)


def words(row: Row, taxonomy: str) -> dict[str, str]:
    """The terms of one of our taxonomies that `row` has: value by code."""
    found = {}
    for attribute in objects(row.get("attributes")):
        term = attribute.get("taxonomy_term")
        if isinstance(term, dict) and term.get("taxonomy_id") == uid("taxonomy", taxonomy):
            found[str(term.get("code", ""))] = str(attribute.get("value") or "")
    return found


def key_of(row: Row, kind: str) -> str:
    """The permanent key of a record that another installation of this portal gave.

    Nobody has to be believed: the id follows from the key, so that a wrong key does not fit it.
    """
    key = words(row, RECORD).get(KEY, "")
    return key if key and uid(kind, key) == str(row.get("id", "")).lower() else ""


def split(text: Any, longest: int = 0) -> tuple[str, str]:
    """The first paragraph and the rest; all of it is the rest when the first is too long."""
    first, _blank, rest = str(text or "").strip().replace("\r\n", "\n").partition("\n\n")
    if longest and len(first) > longest:
        return "", str(text).strip()
    return first.strip(), rest.strip()


def objects(value: Any) -> list[Row]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
