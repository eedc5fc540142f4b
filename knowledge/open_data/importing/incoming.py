"""Records of another publisher in terms of our own columns, as plain JSON values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from knowledge.models.contact_detail import ContactKind
from knowledge.models.normalised import normalised
from knowledge.open_data.hsds.values import DETAIL, uid
from knowledge.open_data.importing.hours.problems import HoursProblem, ReadHours
from knowledge.open_data.importing.rows import Row, permanent_key_of


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
    hours_problem: why its opening hours are unknown although hours were given
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
    hours_problem: HoursProblem | None = None

    def set_hours(self, hours: ReadHours) -> None:
        self.columns["opening_hours"], self.hours_problem = hours.value, hours.problem


def detail_of(
    desk: IncomingRecord, row: Row, kind: ContactKind, value: str, **more: Any
) -> IncomingRecord:
    """A contact detail of `desk`; `more` is values of its other columns."""
    columns = {"kind": kind.value, "value": value, "extension": "", "label": "", "hours_note": ""}
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


def detail_key(columns: Mapping[str, Any]) -> tuple[str, ...]:
    """What may not be there twice at one desk."""
    kind = str(columns["kind"])
    return kind, normalised(kind, str(columns["value"])), str(columns["extension"])
