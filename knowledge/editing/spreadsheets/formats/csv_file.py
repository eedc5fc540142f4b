"""Reads CSV: UTF-8 only, separated by semicolons, commas or tabs."""

import csv
from collections.abc import Iterator, Sequence
from io import StringIO

from django.utils.translation import gettext as _

from knowledge.editing.spreadsheets.formats.errors import Cell, SheetError, at_cell

_SEPARATORS = ";,\t"


def csv_rows(data: bytes, headers: Sequence[str]) -> Iterator[list[Cell]]:
    """The rows, header first. The separator is the one that yields most known column names."""
    text = _decoded(data)
    separator = max(_SEPARATORS, key=lambda character: _known_headers(text, character, headers))
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    done = 0
    try:
        for row in reader:
            done += 1
            yield [Cell(cell) for cell in row]
    except csv.Error as error:
        sentence = _("The quotation marks do not match, or a cell is far too long.")
        raise SheetError(at_cell(done + 1, "", sentence)) from error


def _known_headers(text: str, separator: str, headers: Sequence[str]) -> int:
    try:
        first = next(csv.reader(StringIO(text, newline=""), delimiter=separator), [])
    except csv.Error:
        return 0
    return len({header.strip() for header in first} & set(headers))


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in data[:2000]:
        raise SheetError(
            _("This is not a CSV file in UTF-8 or an XLSX file. Save it as one of these.")
        )
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
