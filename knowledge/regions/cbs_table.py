"""Reading the yearly table "Gebieden in Nederland" of Statistics Netherlands (CBS) as it comes.

Columns move from year to year, so that none is known by its place: a column of codes is known
by what stands in it (GM0358, RE01, VT09), and the names beside it by their common title.
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
_LONGEST_NAME = 80
_YEAR_IN_NAME = re.compile(r"gebieden[ _-]in[ _-]nederland[ _,-]*(20[0-9]{2})", re.IGNORECASE)


class TableError(Exception):
    """The table cannot be used; `problems` says everything that is wrong with it."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class CbsRow:
    """A municipality with the codes of its police unit and its Veilig Thuis region."""

    code: str
    name: str
    regions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CbsTable:
    """The municipalities of one year, and the names of the regions that they are in."""

    rows: tuple[CbsRow, ...]
    region_names: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Columns:
    """For each prefix of `CODES`, the places of the codes and of the names that go with them."""

    codes: dict[str, int]
    names: dict[str, int]


def year_in_name(file: Path) -> int | None:
    """The year of the table, when the file still has the name that CBS gave it."""
    found = _YEAR_IN_NAME.search(file.name)
    return int(found.group(1)) if found else None


def read_table(file: Path) -> CbsTable:
    """The table in `file`. TableError says everything that is wrong with it."""
    heading, lines = _lines(file)
    whole = {number: cells for number, cells in lines.items() if len(cells) == len(heading)}
    columns = _columns(heading, list(whole.values()))
    problems = [
        f"line {number}: has {len(cells)} cells and the heading has {len(heading)}"
        for number, cells in lines.items()
        if number not in whole
    ]
    for number, cells in whole.items():
        problems += [f"line {number}: {problem}" for problem in _wrong(cells, columns)]
    problems += _doubled(whole, columns.codes["GM"])
    if problems:
        raise TableError(problems)
    return _table(list(whole.values()), columns)


def _lines(file: Path) -> tuple[list[str], dict[int, list[str]]]:
    """The heading, and each row under it by its number, without the padding of the cells."""
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
    """Under some exports stands the publisher, in one cell."""
    return len(cells) == 1 and cells[0].startswith(("Bron", "©"))


def _columns(heading: list[str], rows: list[list[str]]) -> _Columns:
    """Where codes and names stand. TableError names each column that cannot be found."""
    codes, names, problems = {}, {}, []
    for prefix, (what, _pattern) in CODES.items():
        found = _columns_of_codes(prefix, heading, rows)
        if len(found) != 1:
            how_many = "no column" if not found else f"{len(found)} columns"
            problems.append(f"{how_many} with codes of {what} ({prefix}...)")
            continue
        codes[prefix] = found[0]
        named = _columns_of_names(heading, found[0])
        if len(named) == 1:
            names[prefix] = named[0]
        else:
            problems.append(f"no column with names of {what}, beside “{heading[found[0]]}”")
    if problems:
        raise TableError([*problems, "This is not the layout of “Gebieden in Nederland”."])
    return _Columns(codes, names)


def _columns_of_codes(prefix: str, heading: list[str], rows: list[list[str]]) -> list[int]:
    """Columns in which most cells are such a code: a few mistakes are named later, by line."""
    pattern = CODES[prefix][1]
    return [
        place
        for place in range(len(heading))
        if sum(bool(pattern.fullmatch(cells[place])) for cells in rows) * 2 > len(rows)
    ]


def _columns_of_names(heading: list[str], codes: int) -> list[int]:
    """Columns under the same title as the codes: ".../Provincies/Naam (naam)"."""
    group = heading[codes].rpartition("/")[0]
    return [
        place
        for place, title in enumerate(heading)
        if group
        and title.rpartition("/")[0] == group
        and title.rpartition("/")[2].casefold().startswith("naam")
    ]


def _wrong(cells: list[str], columns: _Columns) -> Iterator[str]:
    """What is wrong with one row."""
    for prefix, place in columns.codes.items():
        what, pattern = CODES[prefix]
        if not pattern.fullmatch(cells[place]):
            yield f"“{cells[place]}” is no code of {what}"
        name = cells[columns.names[prefix]]
        if not slugify(name) or len(name) > _LONGEST_NAME:
            yield f"“{name}” is no name ({what})"


def _doubled(lines: dict[int, list[str]], place: int) -> Iterator[str]:
    """Codes of municipalities that stand in several lines."""
    numbers: dict[str, list[int]] = defaultdict(list)
    for number, cells in lines.items():
        numbers[cells[place]].append(number)
    for code, found in numbers.items():
        if len(found) > 1:
            yield f"{code} stands in several lines: {', '.join(map(str, found))}"


def _table(lines: list[list[str]], columns: _Columns) -> CbsTable:
    rows = []
    region_names: dict[str, str] = {}
    for cells in lines:
        codes = {prefix: cells[place] for prefix, place in columns.codes.items()}
        names = {prefix: cells[place] for prefix, place in columns.names.items()}
        region_names |= {codes["RE"]: names["RE"], codes["VT"]: names["VT"]}
        rows.append(CbsRow(codes["GM"], names["GM"], (codes["RE"], codes["VT"])))
    return CbsTable(tuple(rows), region_names)
