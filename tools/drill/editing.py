"""Edits through the real pages, marked with one text so that partial saves can be detected.

Saving a desk writes its names and summaries in two languages, the labels of its contact detail, and
a history entry of both, with the reason for the desk.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tools.drill.browser import Browser, Page
from tools.drill.forms import Pairs, form_with
from tools.drill.sandbox import rows

_TEXTS = ("name_nl", "name_en", "summary_nl", "summary_en")
_LABELS = ("contact_details-0-label_nl", "contact_details-0-label_en")

_DESKS = """
    SELECT desk.id FROM knowledge_service AS desk
    JOIN knowledge_contactdetail AS detail ON detail.service_id = desk.id
    WHERE desk.status = 'published' GROUP BY desk.id HAVING COUNT(*) = 1 ORDER BY desk.id
"""
_DESK_HISTORY = """
    SELECT name_nl, name_en, summary_nl, summary_en, history_change_reason
    FROM knowledge_historicalservice
"""
_DETAIL_HISTORY = "SELECT label_nl, label_en FROM knowledge_historicalcontactdetail"
_NOW = """
    SELECT desk.name_nl, desk.name_en, desk.summary_nl, desk.summary_en,
           detail.label_nl, detail.label_en
    FROM knowledge_service AS desk
    JOIN knowledge_contactdetail AS detail ON detail.service_id = desk.id
"""


@dataclass(frozen=True, slots=True)
class SavedEdits:
    """Edits found in a database: `whole` and `half` are marks in its history."""

    whole: frozenset[str]
    half: frozenset[str]
    now: frozenset[str]
    """Marks of the current desks; a desk with two marks counts for both."""
    mixed: int
    """Number of current desks with two marks."""

    def lost(self, acknowledged: Iterable[str]) -> int:
        return len(set(acknowledged) - self.whole)


def desks(environment: dict[str, str]) -> list[int]:
    """Primary keys of desks with one contact detail."""
    return [pk for (pk,) in rows(environment, _DESKS)]


def page_of(desk: int) -> str:
    return f"/beheer/knowledge/service/{desk}/change/"


def fill_in_mark(page: str, mark: str) -> Pairs:
    """Form data with `mark` in every text of the editing page `page`."""
    texts = dict.fromkeys((*_TEXTS, *_LABELS, "change_reason"), mark)
    return [*form_with(page, "name_nl").filled(**texts), ("_save", "1")]


def save(editor: Browser, desk: int, mark: str) -> Page:
    """Save an edit and return the response. Raises LookupError without an editing form."""
    return editor.post(page_of(desk), fill_in_mark(editor.get(page_of(desk)).text, mark))


def was_saved(response: Page) -> bool:
    """True for a redirect to the list, not for one to the login page."""
    location = response.location
    return response.is_redirect and "/beheer/" in location and "login" not in location


def saved_edits(environment: dict[str, str], prefix: str) -> SavedEdits:
    """All edits in the database whose mark begins with `prefix`."""
    desk_rows = _marked_rows(rows(environment, _DESK_HISTORY), prefix)
    detail_rows = _marked_rows(rows(environment, _DETAIL_HISTORY), prefix)
    desk_marks, detail_marks = _full_marks(desk_rows), _full_marks(detail_rows)
    marks = {mark for row in (*desk_rows, *detail_rows) for mark in row if mark.startswith(prefix)}
    now = _marked_rows(rows(environment, _NOW), prefix)
    return SavedEdits(
        whole=frozenset(desk_marks & detail_marks),
        half=frozenset(marks - (desk_marks & detail_marks)),
        now=frozenset(mark for row in now for mark in row),
        mixed=sum(len(set(row)) > 1 for row in now),
    )


def _marked_rows(rows: Iterable[tuple[str | None, ...]], prefix: str) -> list[tuple[str, ...]]:
    """Rows that contain a mark with `prefix`."""
    texts = [tuple(value or "" for value in row) for row in rows]
    return [row for row in texts if any(value.startswith(prefix) for value in row)]


def _full_marks(rows: Iterable[tuple[str, ...]]) -> set[str]:
    """Marks that fill a complete row."""
    return {row[0] for row in rows if len(set(row)) == 1}
