"""Reads CSV: UTF-8, or the Unicode text of Excel; separated by semicolons, commas or tabs."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import StringIO
from itertools import islice

from django.utils.translation import gettext as _

from knowledge.editing.spreadsheets.formats.cells import Cell
from knowledge.editing.spreadsheets.formats.errors import SheetError, at_cell

_SEPARATORS = ";,\t"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_NAMED_SEPARATOR = re.compile(r'"?sep=(\\t|[^\r\n])"?[;,\t]*(?:\r\n|\r|\n|$)', re.IGNORECASE)
_FIRST_ROWS = 10
_MAX_ROW_NUMBER = 1_048_576
"""As in a spreadsheet program; rows without a value cost time too."""

Recognise = Callable[[list[str]], int]
"""How many names of columns there are in a row."""


@dataclass(frozen=True)
class CsvPage:
    """A CSV as the only page of a file."""

    text: str
    separator: str
    max_columns: int
    name: str = ""
    hidden: bool = False

    def rows(self) -> Iterator[tuple[int, list[Cell]]]:
        """Number and cells of each row, as a spreadsheet program numbers them."""
        done = 0
        try:
            for done, row in enumerate(_reader(self.text, self.separator), start=1):
                if done > _MAX_ROW_NUMBER:
                    raise SheetError(_("This file has more than 5,000 rows. Upload it in parts."))
                yield done, self._cells(row)
        except csv.Error as error:
            sentence = _("The quotation marks do not match, or a cell is far too long.")
            raise SheetError(at_cell(done + 1, "", sentence)) from error

    def _cells(self, row: list[str]) -> list[Cell]:
        """What stands further right is one wrong cell, if it is anything."""
        cells = [Cell(cell) for cell in row[: self.max_columns]]
        if any(map(str.strip, islice(row, self.max_columns, None))):
            cells.append(Cell("", _("This file has more than 100 columns.")))
        return cells


def csv_page(data: bytes, recognise: Recognise, max_columns: int) -> CsvPage:
    """The separator is the one that the file names in its first line, as Excel does with `sep=;`,
    or the one that yields most names of columns."""
    text = _decoded(data)
    if named := _NAMED_SEPARATOR.match(text):
        return CsvPage(text[named.end() :], named[1].replace("\\t", "\t"), max_columns)
    separator = max(
        _SEPARATORS,
        key=lambda one: _recognised(text, one, lambda row: recognise(row[:max_columns])),
    )
    return CsvPage(text, separator, max_columns)


def _reader(text: str, separator: str) -> Iterator[list[str]]:
    return csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)


def _recognised(text: str, separator: str, recognise: Recognise) -> int:
    best = 0
    try:
        for row in islice(_reader(text, separator), _FIRST_ROWS):
            best = max(best, recognise(row))
    except csv.Error:
        return best
    return best


def _decoded(data: bytes) -> str:
    if data.startswith(_UTF_16):
        text = data.decode("utf-16", errors="replace")
    elif b"\x00" not in data[:2000]:
        return _from_utf8(data)
    else:
        text = "\x00"
    if "\x00" in text or "\ufffd" in text:
        raise SheetError(
            _("This is not a CSV file in UTF-8 or an XLSX file. Save it as one of these.")
        )
    return text


def _from_utf8(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SheetError(
            _(
                "This CSV file is not in UTF-8: a character on line %d cannot be read, "
                "so names could be corrupted. Save it as “CSV UTF-8” or as XLSX."
            )
            % line
        ) from error
