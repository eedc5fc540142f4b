"""From a file to rows of text; a file that cannot be trusted is refused with a sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from knowledge.editing.spreadsheets.columns import VERSION, Sheet
from knowledge.editing.spreadsheets.formats.cells import (
    has_control_signs,
    looks_like_formula,
    tidy,
    unguarded,
)
from knowledge.editing.spreadsheets.formats.csv_file import csv_rows
from knowledge.editing.spreadsheets.formats.errors import Cell, SheetError, said_at
from knowledge.editing.spreadsheets.formats.xlsx_file import is_xlsx, xlsx_rows

MOST_BYTES = 5 * 1024 * 1024
MOST_ROWS = 5_000
MOST_COLUMNS = 100
LONGEST_CELL = 10_000
_MOST_SAID = 20

Row = tuple[int, dict[str, str]]


@dataclass
class Table:
    """Rows as (number in the file, {column: text}); `ignored` are headers that are not ours."""

    rows: list[Row] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)


def read_table(data: bytes, sheet: Sheet) -> Table:
    """The rows of a CSV or XLSX file. SheetError says what is wrong, and where."""
    if len(data) > MOST_BYTES:
        raise SheetError(_("This file is larger than 5 MB. Send it in parts."))
    cells = xlsx_rows(data, MOST_COLUMNS) if is_xlsx(data) else csv_rows(data, sheet.headers)
    return _table(cells, sheet)


def _table(cells: Iterator[list[Cell]], sheet: Sheet) -> Table:
    heads = [str(cell.text).strip() for cell in next(cells, [])]
    ours = {*sheet.headers}
    _refuse_heads(heads, sheet)
    found = Table(ignored=[head for head in heads if head and head not in ours])
    problems: list[str] = []
    for number, row in enumerate(cells, start=2):
        if not any(cell.text.strip() or cell.wrong for cell in row):
            continue
        if len(found.rows) == MOST_ROWS:
            raise SheetError(_("This file has more than 5,000 rows. Send it in parts."))
        texts = dict(_texts(number, heads, row, ours, problems))
        found.rows.append((number, texts))
        if len(problems) >= _MOST_SAID:
            break
    if problems:
        raise SheetError(*problems[:_MOST_SAID])
    if not found.rows:
        raise SheetError(_("There are no rows in this file."))
    return found


def _refuse_heads(heads: list[str], sheet: Sheet) -> None:
    needed = [head for head in sheet.headers if head not in sheet.read_only]
    missing = [head for head in needed if head not in heads]
    if len(missing) == len(needed):
        raise SheetError(
            _("The first row must hold the names of the columns, such as %s. Start from an export.")
            % ", ".join(needed[:4])
        )
    if missing:
        sentence = ngettext(
            "This column is missing: %s. Start from a fresh export and leave all columns in it.",
            "These columns are missing: %s. Start from a fresh export and leave all columns in it.",
            len(missing),
        )
        raise SheetError(sentence % ", ".join(missing))
    twice = [head for head, times in Counter(heads).items() if head and times > 1]
    if twice:
        raise SheetError(_("This column is there twice: %s.") % ", ".join(twice))


def _texts(
    number: int, heads: list[str], row: Iterable[Cell], ours: set[str], problems: list[str]
) -> Iterator[tuple[str, str]]:
    """Column and text of each cell of a row; what is wrong goes to `problems`."""
    for place, cell in enumerate(row):
        head = heads[place] if place < len(heads) else ""
        if head not in ours:
            if not head and cell.text.strip():
                problems.append(said_at(number, "", _("This value stands under no column name.")))
            continue
        wrong = cell.wrong or _wrong(cell.text)
        if wrong:
            problems.append(said_at(number, head, wrong))
        yield head, tidy(unguarded(cell.text)) if head != VERSION else cell.text.strip()


def _wrong(text: str) -> str:
    if len(text) > LONGEST_CELL:
        return _("This text is longer than 10,000 characters.")
    if has_control_signs(text):
        return _("This text holds a sign that cannot be stored. Type it again.")
    if looks_like_formula(text):
        return _("This is a formula. Type the text itself.")
    return ""
