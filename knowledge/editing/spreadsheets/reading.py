"""Reads a file into rows of text, or refuses it with the reason and the place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from knowledge.editing.spreadsheets.columns import VERSION, Column, Sheet
from knowledge.editing.spreadsheets.formats.cells import (
    Cell,
    has_control_characters,
    looks_like_formula,
    normalise,
    unescape_formula,
)
from knowledge.editing.spreadsheets.formats.csv_file import csv_page
from knowledge.editing.spreadsheets.formats.errors import SheetError, at_cell
from knowledge.editing.spreadsheets.formats.xlsx_file import is_xlsx, xlsx_pages
from knowledge.editing.spreadsheets.headers import Found, HeaderNames, find_headers
from knowledge.editing.spreadsheets.misreadings import misread, without_decimals

MAX_BYTES = 5 * 1024 * 1024
MAX_ROWS = 5_000
MAX_COLUMNS = 100
MAX_CELL_LENGTH = 10_000
MAX_TEXT = 20_000_000  # signs in all cells: a text that is stored once can stand in every cell
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
    names = HeaderNames(sheet)
    pages = (
        xlsx_pages(data, MAX_COLUMNS)
        if is_xlsx(data)
        else [csv_page(data, names.count, MAX_COLUMNS)]
    )
    return _table(find_headers(pages, names), sheet)


def _table(found: Found, sheet: Sheet) -> Table:
    table = Table(ignored=found.ignored)
    column_of = {column.name: column for column in sheet.columns}
    problems: list[str] = []
    length = 0
    for number, row in found.page.rows():
        if number <= found.row or not any(cell.text.strip() or cell.wrong for cell in row):
            continue
        if len(table.rows) == MAX_ROWS:
            raise SheetError(_("This file has more than 5,000 rows. Upload it in parts."))
        texts = dict.fromkeys(filter(None, found.columns), "")
        texts.update(_texts(number, found, row, column_of, problems))
        table.rows.append((number, texts))
        length += sum(map(len, texts.values()))
        if length > MAX_TEXT:
            raise SheetError(_("This file is far too large when unpacked. Upload it in parts."))
        if len(problems) >= _MAX_PROBLEMS:
            break
    if problems:
        raise SheetError(*problems[:_MAX_PROBLEMS])
    if not table.rows:
        raise SheetError(_("There are no rows in this file."))
    return table


def _texts(
    number: int,
    found: Found,
    row: Iterable[Cell],
    column_of: dict[str, Column],
    problems: list[str],
) -> Iterator[tuple[str, str]]:
    """Column and text of each cell in a row; errors are appended to `problems`."""
    for index, cell in enumerate(row):
        name = found.columns[index] if index < len(found.columns) else ""
        if not name:
            typed = found.headers[index] if index < len(found.headers) else ""
            if not typed and (cell.text.strip() or cell.wrong):
                sentence = cell.wrong or _("This value is not under a column name.")
                problems.append(at_cell(number, "", sentence))
            continue
        column = column_of.get(name)
        wrong = cell.wrong or _wrong(cell.text) or (misread(cell, column) if column else "")
        if wrong:
            problems.append(at_cell(number, found.headers[index], wrong))
        yield name, _read(cell.text, name)


def _read(text: str, name: str) -> str:
    if name == VERSION:
        return text.strip()
    text = normalise(unescape_formula(text))
    return without_decimals(text) if name == "value" else text


def _wrong(text: str) -> str:
    if len(text) > MAX_CELL_LENGTH:
        return _("This text is longer than 10,000 characters.")
    if has_control_characters(text):
        return _("This text contains a character that cannot be stored. Type it again.")
    if looks_like_formula(text):
        return _("This is a formula. Enter the text itself.")
    return ""
