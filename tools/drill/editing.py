"""An edit in the real pages that is either whole or absent: one mark in all that belongs together.

A save of a desk writes its names and summaries in two languages, the label of its contact detail,
and an entry in the history of both, of the desk with the reason.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tools.drill.browser import Browser, Page
from tools.drill.forms import Pairs, form_with
from tools.drill.ground import rows

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
class Saved:
    """What a database holds of edits: `whole` and `half` are marks, in its history."""

    whole: frozenset[str]
    half: frozenset[str]
    now: frozenset[str]
    """Marks of desks as they are now; a desk that is half this and half that gives both."""
    mixed: int
    """How many desks are now half one edit and half another."""

    def lost(self, acknowledged: Iterable[str]) -> int:
        return len(set(acknowledged) - self.whole)


def desks(environment: dict[str, str]) -> list[int]:
    """Keys of desks with one contact detail."""
    return [key for (key,) in rows(environment, _DESKS)]


def page_of(desk: int) -> str:
    return f"/beheer/knowledge/service/{desk}/change/"


def marked(page: str, mark: str) -> Pairs:
    """What is sent when an editor writes `mark` in every text of the editing page `page`."""
    texts = dict.fromkeys((*_TEXTS, *_LABELS, "change_reason"), mark)
    return [*form_with(page, "name_nl").filled(**texts), ("_save", "1")]


def save(editor: Browser, desk: int, mark: str) -> Page:
    """The answer to a save. LookupError when there is no editing page to save in."""
    return editor.post(page_of(desk), marked(editor.get(page_of(desk)).text, mark))


def was_saved(answer: Page) -> bool:
    """A redirect to the list says so; one to the page for signing in does not."""
    return answer.is_redirect and "/beheer/" in answer.location and "login" not in answer.location


def saved(environment: dict[str, str], prefix: str) -> Saved:
    """All that is kept of edits whose mark begins with `prefix`."""
    desk_rows = _of(rows(environment, _DESK_HISTORY), prefix)
    detail_rows = _of(rows(environment, _DETAIL_HISTORY), prefix)
    desk_marks, detail_marks = _in_all(desk_rows), _in_all(detail_rows)
    seen = {mark for row in (*desk_rows, *detail_rows) for mark in row if mark.startswith(prefix)}
    now = _of(rows(environment, _NOW), prefix)
    return Saved(
        whole=frozenset(desk_marks & detail_marks),
        half=frozenset(seen - (desk_marks & detail_marks)),
        now=frozenset(mark for row in now for mark in row),
        mixed=sum(len(set(row)) > 1 for row in now),
    )


def _of(found: Iterable[tuple[str | None, ...]], prefix: str) -> list[tuple[str, ...]]:
    """Rows in which a mark with `prefix` stands anywhere."""
    texts = [tuple(value or "" for value in row) for row in found]
    return [row for row in texts if any(value.startswith(prefix) for value in row)]


def _in_all(found: Iterable[tuple[str, ...]]) -> set[str]:
    """Marks that fill a whole row."""
    return {row[0] for row in found if len(set(row)) == 1}
