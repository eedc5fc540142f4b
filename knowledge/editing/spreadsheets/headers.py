"""Which page of a file holds the table, and which of our columns stands where in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Protocol

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from openpyxl.utils import get_column_letter

from knowledge.editing.spreadsheets.columns import VERSION, Sheet
from knowledge.editing.spreadsheets.formats.cells import Cell
from knowledge.editing.spreadsheets.formats.errors import SheetError
from knowledge.editing.spreadsheets.wording import in_every_language, value_of_words, words

_FIRST_ROWS = 10
"""The names stand in one of these: some programs put the name of the table above it."""

_NAMED_AT_ONCE = 10

NEW_COLUMNS = frozenset({"extension"})
"""Columns that exports of an earlier version do not have; without them nothing changes."""


class PageOfFile(Protocol):
    """A worksheet or a CSV."""

    @property
    def name(self) -> str: ...

    @property
    def hidden(self) -> bool: ...

    def rows(self) -> Iterator[tuple[int, list[Cell]]]: ...


class HeaderNames:
    """Recognises the columns of a sheet by their name or by the label of their field."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        labels = {
            column.name: in_every_language(column.field.verbose_name) for column in sheet.columns
        }
        labels[VERSION] = ["versie"]
        self._columns = value_of_words(
            (name, [name, *labels.get(name, [])]) for name in sheet.headers
        )

    def column(self, header: str) -> str:
        """The column that is meant; empty for another."""
        return self._columns.get(words(header), "")

    def count(self, headers: Sequence[str]) -> int:
        return len({self.column(header) for header in headers} - {""})


@dataclass(frozen=True)
class Found:
    """The row with the names of the columns on a page: as typed, and the column that is meant."""

    page: PageOfFile
    row: int
    headers: list[str]
    columns: list[str]

    @property
    def ignored(self) -> list[str]:
        pairs = zip(self.headers, self.columns, strict=True)
        return [header for header, column in pairs if header and not column]

    def missing(self, sheet: Sheet) -> list[str]:
        optional = {*sheet.read_only, *NEW_COLUMNS}
        needed = [header for header in sheet.headers if header not in optional]
        return [header for header in needed if header not in self.columns]

    def twice(self) -> list[str]:
        """Each column that stands in two places, with the letters of those."""
        places: dict[str, list[str]] = {}
        for number, column in enumerate(self.columns, start=1):
            places.setdefault(column, []).append(get_column_letter(number))
        return [
            f"{column} ({', '.join(letters)})"
            for column, letters in places.items()
            if column and len(letters) > 1
        ]


def find_headers(pages: Sequence[PageOfFile], names: HeaderNames) -> Found:
    """The page with all columns; SheetError says what is missing, or which pages were seen."""
    candidates = [found for page in pages if (found := _best_row(page, names))]
    complete = [found for found in candidates if not found.missing(names.sheet)]
    shown = [found for found in complete if not found.page.hidden]
    if len(shown) > 1:
        sentence = _("Several sheets have these columns: %s. Leave only the one to import.")
        raise SheetError(sentence % _named([found.page for found in shown]))
    if complete and not shown:
        sentence = _(
            "Only a hidden sheet has these columns: %s. Show it, and upload the file again."
        )
        raise SheetError(sentence % _named([found.page for found in complete]))
    if not complete:
        _explain(pages, candidates, names)
    if twice := shown[0].twice():
        raise SheetError(_("This column appears twice: %s.") % "; ".join(twice))
    return shown[0]


def _best_row(page: PageOfFile, names: HeaderNames) -> Found | None:
    """The row with most names among the first ones; None if there is none with two of them."""
    filled = ((number, row) for number, row in page.rows() if any(cell.text for cell in row))
    best: Found | None = None
    most = 1
    for number, row in islice(filled, _FIRST_ROWS):
        headers = [cell.text.strip() for cell in row]
        if names.count(headers) > most:
            most = names.count(headers)
            best = Found(page, number, headers, [names.column(header) for header in headers])
    return best


def _explain(pages: Sequence[PageOfFile], candidates: Sequence[Found], names: HeaderNames) -> None:
    sentences = []
    if not candidates:
        sentences.append(
            _("The first row must contain the column names, such as %s. Start from an export.")
            % ", ".join(names.sheet.headers[:4])
        )
    else:
        best = max(candidates, key=lambda found: names.count(found.headers))
        sentences.append(_what_is_missing(best.missing(names.sheet)))
        if best.ignored:
            ignored = ", ".join(f"“{header[:60]}”" for header in best.ignored[:_NAMED_AT_ONCE])
            sentences.append(_("Not recognised in this file: %s.") % ignored)
        if best.page.name:
            sentences.append(_("Looked at the sheet “%s”.") % best.page.name)
    if len(pages) > 1:
        sentences.append(_("Sheets in this file: %s.") % _named(pages))
    raise SheetError(*sentences)


def _what_is_missing(missing: list[str]) -> str:
    sentence = ngettext(
        "This column is missing: %s. Start from a new export and leave all the columns in.",
        "These columns are missing: %s. Start from a new export and leave all the columns in.",
        len(missing),
    )
    return sentence % ", ".join(missing)


def _named(pages: Sequence[PageOfFile]) -> str:
    return ", ".join(
        _("“%s” (hidden)") % page.name if page.hidden else f"“{page.name}”"
        for page in pages[:_NAMED_AT_ONCE]
    )
