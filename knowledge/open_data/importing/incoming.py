"""Records of another publisher in terms of our own columns, as plain JSON values."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from knowledge.open_data.hsds.values import uid
from knowledge.open_data.hsds.vocabulary import KEY, RECORD

Row = dict[str, Any]


@dataclass
class IncomingRecord:
    """One organisation, desk or contact detail of another publisher.

    kind: of `knowledge.open_data.hsds.values`
    their_id: UUID by which the record is recognised in a later import
    origin: file and line or record number, for messages
    columns: values by column of ours, only those the file provides; translated columns with
        their language suffix, relations as slugs
    parent: `their_id` of the organisation or desk it belongs to
    key: its permanent key (slug), when another installation of this portal published it
    claim: when the publisher says to have checked it
    not_imported: descriptions of what could not be taken over
    """

    kind: str
    their_id: str
    origin: str
    name: str
    columns: dict[str, Any]
    parent: str = ""
    key: str = ""
    status: str = "active"
    claim: date | None = None
    not_imported: list[str] = field(default_factory=list)


def terms_of(row: Row, taxonomy: str) -> dict[str, str]:
    """The terms of one of our taxonomies in the attributes of `row`: value by code."""
    terms = {}
    for attribute in objects(row.get("attributes")):
        term = attribute.get("taxonomy_term")
        if isinstance(term, dict) and term.get("taxonomy_id") == uid("taxonomy", taxonomy):
            terms[str(term.get("code", ""))] = str(attribute.get("value") or "")
    return terms


def permanent_key_of(row: Row, kind: str) -> str:
    """The permanent key of a record that another installation of this portal published.

    Empty when the id does not follow from the key: the key is verified, not trusted.
    """
    key = terms_of(row, RECORD).get(KEY, "")
    return key if key and uid(kind, key) == str(row.get("id", "")).lower() else ""


def split_first_paragraph(text: Any, max_length: int = 0) -> tuple[str, str]:
    """The first paragraph and the rest.

    When the first paragraph is longer than `max_length`, it is empty and the rest is everything.
    """
    first, _blank, rest = str(text or "").strip().replace("\r\n", "\n").partition("\n\n")
    if max_length and len(first) > max_length:
        return "", str(text).strip()
    return first.strip(), rest.strip()


def objects(value: Any) -> list[Row]:
    """The objects in `value`; empty when it is no list."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
