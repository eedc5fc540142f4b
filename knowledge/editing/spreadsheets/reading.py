"""Reads a file into rows of text, or refuses it with the reason and the place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from knowledge.editing.spreadsheets.columns import VERSION, Sheet
from knowledge.editing.spreadsheets.formats.cells import (
    has_control_characters,
    looks_like_formula,
    normalise,
    unescape_formula,
)
from knowledge.editing.spreadsheets.formats.csv_file import csv_rows
from knowledge.editing.spreadsheets.formats.errors import Cell, SheetError, at_cell
from knowledge.editing.spreadsheets.formats.xlsx_file import is_xlsx, xlsx_rows

MAX_BYTES = 5 * 1024 * 1024
MAX_ROWS = 5_000
MAX_COLUMNS = 100
MAX_CELL_LENGTH = 10_000
_MAX_PROBLEMS = 20

Row = tuple[int, dict[str, str]]


@dataclass
class Table:
    """Rows as (row number in the file, {column: text}); `ignored` are unknown headers."""

    rows: list[Row] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)


def read_table(data: bytes, sheet: Sheet) -> Table:
    """The rows of a CSV or XLSX file. SheetError says what is wrong and where."""
    if len(data) > MAX_BYTES:
        raise SheetError(_("This file is larger than 5 MB. Upload it in parts."))
    cells = xlsx_rows(data, MAX_COLUMNS) if is_xlsx(data) else csv_rows(data, sheet.headers)
    return _table(cells, sheet)


def _table(cells: Iterator[list[Cell]], sheet: Sheet) -> Table:
    headers = [str(cell.text).strip() for cell in next(cells, [])]
    known_columns = {*sheet.headers}
    _check_headers(headers, sheet)
    table = Table(ignored=[header for header in headers if header and header not in known_columns])
    problems: list[str] = []
    for number, row in enumerate(cells, start=2):
        if not any(cell.text.strip() or cell.wrong for cell in row):
            continue
        if len(table.rows) == MAX_ROWS:
            raise SheetError(_("This file has more than 5,000 rows. Upload it in parts."))
        texts = dict(_texts(number, headers, row, known_columns, problems))
        table.rows.append((number, texts))
        if len(problems) >= _MAX_PROBLEMS:
            break
    if problems:
        raise SheetError(*problems[:_MAX_PROBLEMS])
    if not table.rows:
        raise SheetError(_("There are no rows in this file."))
    return table


def _check_headers(headers: list[str], sheet: Sheet) -> None:
    needed = [header for header in sheet.headers if header not in sheet.read_only]
    missing = [header for header in needed if header not in headers]
    if len(missing) == len(needed):
        raise SheetError(
            _("The first row must contain the column names, such as %s. Start from an export.")
            % ", ".join(needed[:4])
        )
    if missing:
        sentence = ngettext(
            "This column is missing: %s. Start from a new export and leave all the columns in.",
            "These columns are missing: %s. Start from a new export and leave all the columns in.",
            len(missing),
        )
        raise SheetError(sentence % ", ".join(missing))
    twice = [header for header, times in Counter(headers).items() if header and times > 1]
    if twice:
        raise SheetError(_("This column appears twice: %s.") % ", ".join(twice))


def _texts(
    number: int,
    headers: list[str],
    row: Iterable[Cell],
    known_columns: set[str],
    problems: list[str],
) -> Iterator[tuple[str, str]]:
    """Column and text of each cell in a row; errors are appended to `problems`."""
    for index, cell in enumerate(row):
        header = headers[index] if index < len(headers) else ""
        if header not in known_columns:
            if not header and cell.text.strip():
                problems.append(at_cell(number, "", _("This value is not under a column name.")))
            continue
        wrong = cell.wrong or _wrong(cell.text)
        if wrong:
            problems.append(at_cell(number, header, wrong))
        text = cell.text
        yield header, text.strip() if header == VERSION else normalise(unescape_formula(text))


def _wrong(text: str) -> str:
    if len(text) > MAX_CELL_LENGTH:
        return _("This text is longer than 10,000 characters.")
    if has_control_characters(text):
        return _("This text contains a character that cannot be stored. Type it again.")
    if looks_like_formula(text):
        return _("This is a formula. Enter the text itself.")
    return ""
