"""Reads XLSX: typed values only; refuses macros, formulas and files without end.

Written on the XML itself: openpyxl makes a row of every number up to the last one, so that one
styled cell in row 1,048,576 costs a minute, and it does not know strict Open XML.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.utils.translation import gettext as _

from knowledge.editing.spreadsheets.formats.cells import Cell
from knowledge.editing.spreadsheets.formats.errors import SheetError
from knowledge.editing.spreadsheets.formats.package import Package
from knowledge.editing.spreadsheets.formats.sheet_xml import Book, SheetRows, read_book

_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"  # magic number of XLS and of encrypted XLSX
_ZIP = b"PK"


@dataclass(frozen=True)
class Page:
    """One worksheet of a file, or a CSV, which has no name."""

    name: str
    hidden: bool
    package: Package
    path: str
    book: Book
    max_columns: int

    def rows(self) -> Iterator[tuple[int, list[Cell]]]:
        """Number and cells of each row that has a value, from the top."""
        target = SheetRows(self.book, self.max_columns)
        with _refusing_damage():
            for _piece in self.package.read(self.path, target):
                yield from target.rows
                target.rows.clear()


def is_xlsx(data: bytes) -> bool:
    """True as well for an XLS or an encrypted file, which `xlsx_pages` refuses by name."""
    return data.startswith((_ZIP, _OLD_OR_LOCKED))


def xlsx_pages(data: bytes, max_columns: int) -> list[Page]:
    """The worksheets of a file, in its order."""
    if data.startswith(_OLD_OR_LOCKED):
        raise SheetError(
            _(
                "This file has a password or is in an old format (XLS). Save it as XLSX "
                "without a password."
            )
        )
    package = Package(data)
    with _refusing_damage():
        main = [path for _key, kind, path in package.related("") if kind == "officeDocument"]
        if not main:
            raise SheetError(_("This is not an XLSX or CSV file."))
        book = read_book(package, main[0])
        sheets = {key: path for key, kind, path in package.related(main[0]) if kind == "worksheet"}
        return [
            Page(
                sheet.get("name", ""),
                sheet.get("state", "visible") != "visible",
                package,
                sheets[sheet["id"]],
                book,
                max_columns,
            )
            for _name, sheet in package.elements(main[0], "sheets")
            if sheet.get("id") in sheets
        ]


@contextmanager
def _refusing_damage() -> Iterator[None]:
    try:
        yield
    except (SheetError, GeneratorExit):
        raise
    except Exception as error:  # a damaged file can raise anything at all
        raise SheetError(_("This XLSX file is damaged and cannot be read.")) from error
