"""Writes records to a file: CSV as spreadsheet programs expect it, or XLSX with an explanation."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from io import BytesIO, StringIO
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from knowledge.editing.spreadsheets.columns import (
    CONFIRMED_ON,
    MEANING_OF_CONFIRMED,
    MEANING_OF_VERSION,
    SLUG,
    VERSION,
    ForeignKeyColumn,
    ManyToManyColumn,
    Sheet,
    confirmed_on,
)
from knowledge.editing.spreadsheets.formats.cells import escape_formula, normalise
from knowledge.models.querysets import User, may_see_restricted

CSV, XLSX = "csv", "xlsx"
CONTENT_TYPES = {
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_AS_TEXT = "@"  # number format for text: a spreadsheet then leaves 0800 and 1-2 alone
_LONG = ("summary", "description", "note", "not_for", "how_to", "after", "call_")


def export_file(sheet: Sheet, records: QuerySet[Any], user: User, kind: str) -> bytes:
    """A file with those of `records` that `user` may see; `kind` is CSV or XLSX."""
    rows = list(_rows(sheet, records, user))
    return _csv(sheet, rows) if kind == CSV else _xlsx(sheet, rows)


def with_related(sheet: Sheet, records: QuerySet[Any], user: User) -> QuerySet[Any]:
    """`records` with their relations prefetched, without anything `user` may not see."""
    sees_all = may_see_restricted(user)
    if not sees_all:
        for path in sheet.hidden_by:
            records = records.exclude(**{path: True})
    for column in sheet.columns:
        if isinstance(column, ManyToManyColumn):
            related = column.related._default_manager.all()
            if not sees_all and any(f.name == "restricted" for f in column.related._meta.fields):
                related = related.filter(restricted=False)
            records = records.prefetch_related(Prefetch(column.name, related))
        elif isinstance(column, ForeignKeyColumn):
            records = records.prefetch_related(column.name)
    return records.with_checks() if sheet.read_only else records  # type: ignore[attr-defined]


def _rows(sheet: Sheet, records: QuerySet[Any], user: User) -> Iterator[list[str]]:
    for record in with_related(sheet, records, user).order_by(SLUG):
        slug, *others = (column.text_of(record) for column in sheet.columns)
        row = [slug, str(record.version), *others]
        if sheet.read_only:
            row.append(confirmed_on(record))
        yield [escape_formula(normalise(cell)) for cell in row]


def _csv(sheet: Sheet, rows: Iterable[list[str]]) -> bytes:
    """With the byte order mark by which Excel recognises UTF-8, and its Dutch separator."""
    out = StringIO(newline="")
    writer = csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL)
    writer.writerows([sheet.headers, *rows])
    return out.getvalue().encode("utf-8-sig")


def _xlsx(sheet: Sheet, rows: Iterable[list[str]]) -> bytes:
    workbook = Workbook(write_only=True)
    _add_page(workbook, capfirst(str(sheet.model._meta.verbose_name_plural)), sheet.headers, rows)
    headers = [_("Column"), _("Meaning"), _("What you can enter")]
    _add_page(workbook, "Uitleg - Explanation", headers, explanation(sheet))
    out = BytesIO()
    workbook.save(out)
    return out.getvalue()


def _add_page(
    workbook: Workbook, title: str, headers: list[str], rows: Iterable[list[str]]
) -> None:
    page = workbook.create_sheet(title[:31])
    page.freeze_panes = "C2" if SLUG in headers else "A2"
    for index, header in enumerate(headers, start=1):
        dimension = page.column_dimensions[get_column_letter(index)]
        dimension.width = _width(header) if SLUG in headers else (32, 70, 70)[index - 1]
        dimension.number_format = _AS_TEXT
    page.append([_cell(page, header, bold=True) for header in headers])
    for row in rows:
        page.append([_cell(page, text) for text in row])


def _width(header: str) -> int:
    if any(word in header for word in _LONG):
        return 50
    return 30 if header in (SLUG, "value", "opening_hours") or "name" in header else 16


def _cell(page: Any, text: str, *, bold: bool = False) -> WriteOnlyCell:
    cell = WriteOnlyCell(page, value=text or None)
    if text:
        cell.data_type = "s"  # never a formula, whatever the text looks like
    cell.number_format = _AS_TEXT
    cell.alignment = Alignment(vertical="top", wrap_text=len(text) > 40)
    cell.font = Font(bold=bold)
    return cell


def explanation(sheet: Sheet) -> list[list[str]]:
    """Rows of the explanation: column, meaning, allowed values."""
    known: dict[str, list[str]] = {
        VERSION: [str(MEANING_OF_VERSION), _("Nothing: leave it as it is")],
        CONFIRMED_ON: [str(MEANING_OF_CONFIRMED), _("Nothing: this column is ignored")],
    }
    for column in sheet.columns:
        meaning = f"{capfirst(str(column.field.verbose_name))}. {column.field.help_text}".strip()
        known[column.name] = [meaning, column.allowed]
    rows = [[name, *known[name]] for name in sheet.headers]
    rows += [
        [
            "'",
            _("An apostrophe before = + - @ stops a spreadsheet from running text as a formula."),
            "",
        ],
        [
            "-",
            _("Leaving out a row does not delete anything. For new rows, leave the version empty."),
            "",
        ],
    ]
    return [[escape_formula(text) for text in row] for row in rows]
