"""Shared texts, styles and rows of an XLSX, as its parts spell them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.translation import gettext as _
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils.cell import column_index_from_string
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from knowledge.editing.spreadsheets.formats.cells import Cell, Kind
from knowledge.editing.spreadsheets.formats.package import Attributes, Package, Target

_ESCAPED = re.compile(r"_x(000[0-9A-Fa-f]|005[Ff])_")
_LETTERS = re.compile(r"[A-Z]{1,3}")
_KEPT_TEXT = 20_000  # signs of a cell; longer ones are refused anyway
_KEPT_FORMAT = 255  # signs of a number format; no program makes longer ones
_EXACT_DIGITS = 15  # a spreadsheet program keeps no more of a number


@dataclass
class Book:
    """What the rows of all sheets refer to."""

    texts: list[str] = field(default_factory=list)
    dates: set[int] = field(default_factory=set)
    durations: set[int] = field(default_factory=set)
    since_1904: bool = False


class _Text(Target):
    """Collects the text of `t` and `v` elements, apart from how it is pronounced."""

    def __init__(self) -> None:
        super().__init__()
        self._pieces: list[str] = []
        self._length = 0
        self._listens = False

    def begin(self, name: str, attributes: Attributes) -> None:
        self._listens = name in ("t", "v") and "rPh" not in self.parents

    def text(self, text: str) -> None:
        if self._listens and self._length < _KEPT_TEXT:
            self._pieces.append(text[:_KEPT_TEXT])
            self._length += len(text)

    def finish(self, name: str) -> None:
        self._listens = False

    def taken(self) -> str:
        """The text so far, which begins anew."""
        pieces, self._pieces, self._length = self._pieces, [], 0
        return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), "".join(pieces))


class SharedTexts(_Text):
    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def finish(self, name: str) -> None:
        super().finish(name)
        if name == "si":
            self.texts.append(self.taken())


class SheetRows(_Text):
    """Collects rows as (number, cells) in `rows`; what stands further right is one wrong cell."""

    def __init__(self, book: Book, max_columns: int) -> None:
        super().__init__()
        self.book, self.max_columns = book, max_columns
        self.rows: list[tuple[int, list[Cell]]] = []
        self._number = self._column = 0
        self._cells: dict[int, Cell] = {}
        self._attributes: Attributes = {}
        self._formula = False

    def begin(self, name: str, attributes: Attributes) -> None:
        super().begin(name, attributes)
        if name == "row":
            self._number = int(attributes.get("r", self._number + 1))
            self._column, self._cells = 0, {}
        elif name == "c":
            letters = _LETTERS.match(attributes.get("r", ""))
            self._column = column_index_from_string(letters[0]) if letters else self._column + 1
            self._attributes, self._formula = attributes, False
        elif name == "f":
            self._formula = True

    def finish(self, name: str) -> None:
        super().finish(name)
        if name == "c":
            self._finish_cell(self.taken())
        elif name == "row" and self._cells:
            width = max(self._cells)
            empty = Cell("")
            cells = [self._cells.get(column, empty) for column in range(1, width + 1)]
            self.rows.append((self._number, cells))

    def _finish_cell(self, text: str) -> None:
        if not text and not self._formula:
            return
        if self._column > self.max_columns:
            self._column = self.max_columns + 1
            cell = Cell("", _("This file has more than 100 columns."))
        elif self._formula:
            cell = Cell("", _("This is a formula. Enter the text itself."))
        else:
            cell = _cell(text, self._attributes, self.book)
        if cell.text.strip() or cell.wrong:
            self._cells[self._column] = cell


def read_book(package: Package, workbook: str) -> Book:
    """Shared texts and styles of the workbook at this path."""
    book = Book()
    properties = package.elements(workbook, "workbook")
    book.since_1904 = any(item.get("date1904") in ("1", "true") for _name, item in properties)
    for _key, kind, path in package.related(workbook):
        if kind == "sharedStrings":
            target = SharedTexts()
            for _piece in package.read(path, target):
                pass
            book.texts = target.texts
        elif kind == "styles":
            _read_styles(package, path, book)
    return book


def _read_styles(package: Package, path: str, book: Book) -> None:
    own = {
        int(item["numFmtId"]): item.get("formatCode", "")[:_KEPT_FORMAT]
        for _name, item in package.elements(path, "numFmts")
    }
    kinds = {number: _kind_of_format(code) for number, code in {**BUILTIN_FORMATS, **own}.items()}
    for index, (_name, item) in enumerate(package.elements(path, "cellXfs")):
        kind = kinds.get(int(item.get("numFmtId", 0)))
        if kind is Kind.TIME:
            book.durations.add(index)
        elif kind is Kind.DATE:
            book.dates.add(index)


def _kind_of_format(code: str) -> Kind:
    if is_timedelta_format(code):
        return Kind.TIME
    return Kind.DATE if is_date_format(code) else Kind.NUMBER


def _cell(text: str, attributes: Attributes, book: Book) -> Cell:
    kind = attributes.get("t", "n")
    if kind == "s":
        return Cell(book.texts[int(text)])
    if kind == "e":
        return Cell("", _("The spreadsheet has an error here."))
    if kind == "b":
        return Cell("yes" if text.strip() in ("1", "true") else "no", kind=Kind.BOOLEAN)
    if kind == "d":
        at = datetime.fromisoformat(text) if not text.startswith("T") else time.fromisoformat(text)
        return _moment(at.replace(tzinfo=None))
    if kind == "n":
        return _number(text, int(attributes.get("s", 0)), book)
    return Cell(text)


def _number(text: str, style: int, book: Book) -> Cell:
    value = float(text)
    if style in book.dates or style in book.durations:
        epoch = CALENDAR_MAC_1904 if book.since_1904 else CALENDAR_WINDOWS_1900
        try:
            return _moment(from_excel(value, epoch, timedelta=style in book.durations))
        except (ValueError, OverflowError):
            return Cell(text, kind=Kind.NUMBER)
    if not value.is_integer():
        return Cell(repr(value), kind=Kind.NUMBER)
    digits = str(int(value))
    if len(digits.lstrip("-")) > _EXACT_DIGITS:
        return Cell(digits, _("A spreadsheet program keeps 15 digits. Type it as text."))
    return Cell(digits, kind=Kind.NUMBER)


def _moment(value: Any) -> Cell:
    """A day or a time as CSV would have it."""
    if isinstance(value, time | timedelta):
        return Cell(str(value), kind=Kind.TIME)
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    text = value.isoformat(" ") if isinstance(value, datetime) else date.isoformat(value)
    return Cell(text, kind=Kind.DATE)
