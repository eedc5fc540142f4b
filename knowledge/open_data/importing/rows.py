"""Reads objects of a feed: their terms of our own taxonomies, their parts and their texts. Pure."""

from __future__ import annotations

from typing import Any

from knowledge.open_data.hsds.values import uid
from knowledge.open_data.hsds.vocabulary import KEY, RECORD

Row = dict[str, Any]


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
