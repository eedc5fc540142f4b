"""XLSX from other programs is understood; what could run or explode is refused."""

import time
from datetime import date, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.utils import translation
from openpyxl import Workbook

from knowledge.editing.spreadsheets.columns import SHEETS
from knowledge.editing.spreadsheets.formats.errors import SheetError
from knowledge.editing.spreadsheets.reading import read_table
from knowledge.models import Service
from tests.knowledge.editing.spreadsheets.files import (
    as_xlsx,
    checked,
    export,
    opened,
    saved,
    with_parts,
)

SHEET = SHEETS[Service]
HEADS = SHEET.headers
CELLS = {"slug": "a", "version": 1}


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def grid(**cells):
    row = {**CELLS, **cells}
    return [HEADS, [row.get(header) for header in HEADS]]


def first(data):
    return read_table(data, SHEET).rows[0][1]


def refused(data):
    with pytest.raises(SheetError) as error:
        read_table(data, SHEET)
    return " ".join(error.value.sentences)


def test_values_as_spreadsheets_type_them():
    row = first(
        as_xlsx(
            grid(
                version=1.0,
                min_age=12.0,
                free=True,
                anonymous=False,
                review_by=datetime(2026, 3, 31),  # noqa: DTZ001
                publish_on=date(2026, 3, 1),
                name_nl="  Loket ",
            )
        )
    )
    assert row["version"] == "1"
    assert row["min_age"] == "12"
    assert (row["free"], row["anonymous"]) == ("yes", "no")
    assert (row["review_by"], row["publish_on"]) == ("2026-03-31", "2026-03-01")
    assert row["name_nl"] == "Loket"


@pytest.mark.django_db
def test_a_file_saved_by_another_program_changes_nothing(publisher):
    """Typed values, columns turned round, empty ones at the end, and one of the editor's own."""
    page = opened(export(publisher, "xlsx", Service)).worksheets[0]
    headers, *rows = [list(row) for row in page.iter_rows(values_only=True)]
    book = Workbook()
    book.active.append([*reversed(headers), "mijn notitie", None, None])
    for row in rows:
        cells = [_typed(header, cell) for header, cell in zip(headers, row, strict=True)]
        book.active.append([*reversed(cells), "x", None, None])
    for _empty in range(50):
        book.active.append([None] * len(headers))
    book.active.cell(row=2_000, column=3).number_format = "@"
    found = checked(saved(book), publisher, Service)
    assert (found.problems, found.changes) == ([], [])
    assert found.unchanged == Service.objects.count()


def _typed(header, cell):
    if cell in ("yes", "no"):
        return cell == "yes"
    if header in ("version", "min_age", "max_age", "position"):
        return cell and float(cell)
    if header == "review_by" and cell:
        return datetime.fromisoformat(cell)
    return cell


def test_a_formula_is_refused_at_its_cell():
    sentence = refused(as_xlsx(grid(name_nl="=1+1")))
    assert "Row 2, column name_nl: This is a formula" in sentence


def test_an_error_of_the_spreadsheet_is_refused():
    book = opened(as_xlsx(grid(name_nl="x")))
    cell = book.active.cell(row=2, column=HEADS.index("name_nl") + 1)
    cell.value, cell.data_type = "#REF!", "e"
    assert "column name_nl: The spreadsheet has an error" in refused(saved(book))


def test_a_macro_is_refused():
    data = with_parts(as_xlsx(grid()), {"xl/vbaProject.bin": b"x"})
    assert "macros" in refused(data)


def test_a_password_or_an_old_file():
    assert "has a password or is in an old format" in refused(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 99
    )


@pytest.mark.parametrize("data", [b"PK\x03\x04 en verder niets", b"PK"])
def test_a_broken_file(data):
    assert "not an XLSX" in refused(data)


def test_a_zip_of_something_else():
    out = BytesIO()
    with ZipFile(out, "w") as new:
        new.writestr("[Content_Types].xml", "<Types/>")
        new.writestr("brief.txt", "x")
    assert "not an XLSX" in refused(out.getvalue())


def test_a_damaged_sheet():
    assert "damaged" in refused(
        with_parts(as_xlsx(grid()), {"xl/worksheets/sheet1.xml": "<worksheet><sheetData><row"})
    )


def test_what_unpacks_without_end_is_not_unpacked():
    assert "far too large when unpacked" in refused(
        with_parts(as_xlsx(grid()), {"xl/media/x": b"0" * (41 * 1024 * 1024)})
    )


def test_entities_that_grow_are_refused():
    bomb = (
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
        "<sst><si><t>&b;</t></si></sst>"
    )
    for part in ("xl/workbook.xml", "xl/worksheets/sheet1.xml"):
        assert "damaged" in refused(with_parts(as_xlsx(grid()), {part: bomb}))


def test_a_million_rows_are_refused_quickly():
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(2, 1_000_002))
    header = "".join(f'<c t="inlineStr"><is><t>{name}</t></is></c>' for name in HEADS)
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        f'<row r="1">{header}</row>{rows}</sheetData></worksheet>'
    )
    data = with_parts(as_xlsx(grid()), {"xl/worksheets/sheet1.xml": sheet})
    begin = time.process_time()
    sentence = refused(data)
    assert (
        "more than 5,000 rows" in sentence
        or "too large when unpacked" in sentence
        or "5 MB" in sentence
    )
    assert time.process_time() - begin < 5


def test_a_value_far_to_the_right_costs_nothing():
    book = opened(as_xlsx(grid()))
    book.active.cell(row=2, column=16_000, value="x")
    begin = time.process_time()
    assert "Row 2: This file has more than 100 columns" in refused(saved(book))
    assert time.process_time() - begin < 2
    book.active.cell(row=2, column=101, value="x")
    assert "more than 100 columns" in refused(saved(book))


@pytest.mark.parametrize("goal", ["file:///etc/hostname", "http://127.0.0.1:9/x", "php://x"])
def test_entities_from_outside_are_refused(goal):
    outside = f'<!DOCTYPE x [<!ENTITY a SYSTEM "{goal}">]><sst><si><t>&a;</t></si></sst>'
    for part in ("xl/workbook.xml", "xl/worksheets/sheet1.xml"):
        assert "damaged" in refused(with_parts(as_xlsx(grid()), {part: outside}))
