"""Parse the yearly table "Gebieden in Nederland" of Statistics Netherlands (CBS) as published.

Columns move from year to year. A column of codes is recognized by its content (GM0358, RE01,
VT09), the column with the matching names by their common title.
"""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.utils.text import slugify

CODES = {
    "GM": ("municipalities", re.compile(r"GM[0-9]{4}")),
    "RE": ("police units", re.compile(r"RE[0-9]{2}")),
    "VT": ("Veilig Thuis regions", re.compile(r"VT[0-9]{2}")),
}
_MAX_NAME = 80
_YEAR_IN_NAME = re.compile(r"gebieden[ _-]in[ _-]nederland[ _,-]*(20[0-9]{2})", re.IGNORECASE)


class TableError(Exception):
    """The table cannot be used; `problems` lists everything wrong with it."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class CbsRow:
    """A municipality with the codes of its police unit and Veilig Thuis region."""

    code: str
    name: str
    regions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CbsTable:
    """The municipalities of one year, and the names of their regions by code."""

    rows: tuple[CbsRow, ...]
    region_names: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Columns:
    """Indexes of the columns with codes and with names, by prefix of `CODES`."""

    codes: dict[str, int]
    names: dict[str, int]


def year_in_name(file: Path) -> int | None:
    """The year of the table, if the file still has its CBS name."""
    match = _YEAR_IN_NAME.search(file.name)
    return int(match.group(1)) if match else None


def read_table(file: Path) -> CbsTable:
    """Parse `file`; raises TableError with all problems."""
    heading, lines = _lines(file)
    whole = {number: cells for number, cells in lines.items() if len(cells) == len(heading)}
    columns = _columns(heading, list(whole.values()))
    problems = [
        f"line {number}: has {len(cells)} cells but the header row has {len(heading)}"
        for number, cells in lines.items()
        if number not in whole
    ]
    for number, cells in whole.items():
        problems += [f"line {number}: {problem}" for problem in _row_problems(cells, columns)]
    problems += _duplicate_codes(whole, columns.codes["GM"])
    if problems:
        raise TableError(problems)
    return _table(list(whole.values()), columns)


def _lines(file: Path) -> tuple[list[str], dict[int, list[str]]]:
    """The header, and the rows below it by line number, cells stripped."""
    try:
        text = file.read_text(encoding="utf-8-sig")
        read = list(csv.reader(io.StringIO(text, newline=""), delimiter=";", strict=True))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise TableError([f"{file.name} cannot be read: {error}"]) from error
    lines = {
        number: [cell.strip() for cell in cells]
        for number, cells in enumerate(read, start=1)
        if any(cell.strip() for cell in cells) and not _is_footer(cells)
    }
    if not lines:
        raise TableError([f"{file.name} is empty"])
    return lines.pop(min(lines)), lines


def _is_footer(cells: list[str]) -> bool:
    """Some exports end with a line that names the publisher."""
    return len(cells) == 1 and cells[0].startswith(("Bron", "©"))


def _columns(heading: list[str], rows: list[list[str]]) -> _Columns:
    """Find the columns; raises TableError for each one that is missing or ambiguous."""
    codes, names, problems = {}, {}, []
    for prefix, (what, _pattern) in CODES.items():
        candidates = _columns_of_codes(prefix, heading, rows)
        if len(candidates) != 1:
            how_many = "no column" if not candidates else f"{len(candidates)} columns"
            problems.append(f"{how_many} with codes of {what} ({prefix}...)")
            continue
        codes[prefix] = candidates[0]
        named = _columns_of_names(heading, candidates[0])
        if len(named) == 1:
            names[prefix] = named[0]
        else:
            problems.append(f"no column with names of {what}, beside “{heading[candidates[0]]}”")
    if problems:
        raise TableError([*problems, "This is not the layout of “Gebieden in Nederland”."])
    return _Columns(codes, names)


def _columns_of_codes(prefix: str, heading: list[str], rows: list[list[str]]) -> list[int]:
    """Columns in which most cells are such a code; invalid ones are reported later, by line."""
    pattern = CODES[prefix][1]
    return [
        index
        for index in range(len(heading))
        if sum(bool(pattern.fullmatch(cells[index])) for cells in rows) * 2 > len(rows)
    ]


def _columns_of_names(heading: list[str], codes: int) -> list[int]:
    """Columns with the same title prefix as the codes: ".../Provincies/Naam (naam)"."""
    group = heading[codes].rpartition("/")[0]
    return [
        index
        for index, title in enumerate(heading)
        if group
        and title.rpartition("/")[0] == group
        and title.rpartition("/")[2].casefold().startswith("naam")
    ]


def _row_problems(cells: list[str], columns: _Columns) -> Iterator[str]:
    """Problems of one row."""
    for prefix, index in columns.codes.items():
        what, pattern = CODES[prefix]
        if not pattern.fullmatch(cells[index]):
            yield f"“{cells[index]}” is not a code of {what}"
        name = cells[columns.names[prefix]]
        if not slugify(name) or len(name) > _MAX_NAME:
            yield f"“{name}” is not a name ({what})"


def _duplicate_codes(lines: dict[int, list[str]], column: int) -> Iterator[str]:
    """Municipality codes that occur in several lines."""
    numbers: dict[str, list[int]] = defaultdict(list)
    for number, cells in lines.items():
        numbers[cells[column]].append(number)
    for code, occurrences in numbers.items():
        if len(occurrences) > 1:
            yield f"{code} appears on several lines: {', '.join(map(str, occurrences))}"


def _table(lines: list[list[str]], columns: _Columns) -> CbsTable:
    rows = []
    region_names: dict[str, str] = {}
    for cells in lines:
        codes = {prefix: cells[index] for prefix, index in columns.codes.items()}
        names = {prefix: cells[index] for prefix, index in columns.names.items()}
        region_names |= {codes["RE"]: names["RE"], codes["VT"]: names["VT"]}
        rows.append(CbsRow(codes["GM"], names["GM"], (codes["RE"], codes["VT"])))
    return CbsTable(tuple(rows), region_names)
