"""No file costs more than a few seconds of processor time, whatever it holds."""

import re
import time
from contextlib import contextmanager
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.utils import translation
from openpyxl import Workbook

from knowledge.editing.spreadsheets.formats import package
from knowledge.editing.spreadsheets.formats.errors import SheetError
from knowledge.editing.spreadsheets.reading import MAX_BYTES, read_table
from knowledge.models import ContactDetail
from tests.knowledge.editing.spreadsheets.files import (
    SHEET,
    as_xlsx,
    checked,
    export,
    opened,
    saved,
    with_parts,
)

HEADS = SHEET.headers
TABLE = [HEADS, ["a" if header == "slug" else None for header in HEADS]]
NAMESPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
PAGE = "xl/worksheets/sheet1.xml"
HEAD_ROW = "".join(f'<c t="inlineStr"><is><t>{name}</t></is></c>' for name in HEADS)
FAR = "far more cells than it has values"


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@contextmanager
def seconds(most):
    begin = time.process_time()
    yield
    assert time.process_time() - begin < most


def refused(data):
    assert len(data) < MAX_BYTES
    with pytest.raises(SheetError) as error, seconds(8):
        read_table(data, SHEET)
    return " ".join(error.value.sentences)


def page_of(rows):
    sheet = f'<worksheet {NAMESPACE}><sheetData><row r="1">{HEAD_ROW}</row>{rows}</sheetData>'
    return with_parts(as_xlsx(TABLE), {PAGE: f"{sheet}</worksheet>"})


@pytest.mark.django_db
def test_a_styled_cell_in_the_last_row_costs_nothing(publisher):
    book = opened(export(publisher, "xlsx"))
    for row in (20_000, 1_048_576):
        book.worksheets[0].cell(row=row, column=3).number_format = "0.00"
    data = saved(book)
    with seconds(2):
        found = checked(data, publisher)
    assert (found.problems, found.changes) == ([], [])
    assert found.unchanged == ContactDetail.objects.count()


def test_a_value_in_the_last_row_is_named_by_its_number():
    book = opened(as_xlsx(TABLE))
    book.active.cell(row=1_048_576, column=HEADS.index("label_nl") + 1, value="=1")
    assert "Row 1048576, column label_nl: This is a formula" in refused(saved(book))


def test_as_many_cells_as_a_file_can_hold_cost_a_few_seconds():
    assert FAR in refused(page_of('<row><c s="1"/></row>' * 1_000_000))


def test_one_long_text_that_stands_in_every_cell():
    data = as_xlsx([HEADS, ["x" * 9_000 for _header in HEADS]])
    with ZipFile(BytesIO(data)) as old:
        row = re.search(r'<row r="2".*?</row>', old.read(PAGE).decode())[0]
    rows = re.sub(r' r="\w+"', "", row) * 4_000
    sheet = f"<worksheet {NAMESPACE}><sheetData><row>{HEAD_ROW}</row>{rows}</sheetData></worksheet>"
    assert "far too large when unpacked" in refused(with_parts(data, {PAGE: sheet}))


def test_a_text_without_end_is_not_kept():
    text = f'<row><c t="inlineStr"><is><t>{"x" * 30_000_000}</t></is></c></row>'
    assert "longer than 10,000" in refused(page_of(text))


@pytest.fixture
def few(monkeypatch):
    """A limit that small files reach, so that these tests take no time."""
    monkeypatch.setattr(package, "MAX_ELEMENTS", 20_000)


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ("".join(f'<row r="{n}" s="1"/>' for n in range(2, 5_000)), "no rows"),
        ("".join(f'<row r="{n}" s="1"/>' for n in range(2, 21_000)), FAR),
        ("<row>" + '<c s="1"/>' * 21_000 + "</row>", FAR),
        ("<row><c><is>" + "<r><t>x</t></r>" * 11_000 + "</is></c></row>", FAR),
    ],
)
@pytest.mark.usefixtures("few")
def test_rows_and_columns_without_end(rows, sentence):
    assert sentence in refused(page_of(rows))


@pytest.mark.parametrize(
    ("part", "kind", "inside"),
    [
        ("xl/sharedStrings.xml", "sharedStrings", "<si><t/></si>"),
        ("xl/styles.xml", "styles", "<cellXfs><xf/></cellXfs>"),
        ("xl/workbook.xml", "", "<sheets><sheet/></sheets>"),
    ],
)
@pytest.mark.usefixtures("few")
def test_other_parts_without_end(part, kind, inside):
    data = as_xlsx(TABLE)
    with ZipFile(BytesIO(data)) as old:
        relations = old.read("xl/_rels/workbook.xml.rels").decode()
    more = f'<Relationship Type="x/{kind}" Target="/{part}" Id="x" /></Relationships>'
    parts = {part: f"<x {NAMESPACE}>{inside * 21_000}</x>"}
    if kind == "sharedStrings":
        parts["xl/_rels/workbook.xml.rels"] = relations.replace("</Relationships>", more)
    assert FAR in refused(with_parts(data, parts))


@pytest.mark.usefixtures("few")
def test_many_pages_share_one_limit():
    book = Workbook()
    for number in range(30):
        book.create_sheet(f"Blad {number}")
    rows = '<row><c s="1"/></row>' * 1_000
    page = f"<worksheet {NAMESPACE}><sheetData>{rows}</sheetData></worksheet>"
    parts = {f"xl/worksheets/sheet{number}.xml": page for number in range(1, 12)}
    assert FAR in refused(with_parts(saved(book), parts))


def test_a_part_that_says_it_is_small_is_read_no_further():
    data = bytearray(with_parts(as_xlsx(TABLE), {PAGE: b" " * 30_000_000}))
    size = (30_000_000).to_bytes(4, "little")
    assert bytes(data).count(size) == 2
    assert "damaged" in refused(bytes(data).replace(size, (1_000).to_bytes(4, "little")))


def strict(data):
    """The same workbook as strict Open XML, as Excel and LibreOffice can save it."""
    names = (
        (b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
         b"http://purl.oclc.org/ooxml/spreadsheetml/main"),
        (b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
         b"http://purl.oclc.org/ooxml/officeDocument/relationships"),
    )  # fmt: skip
    out = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            for usual, other in names:
                part = part.replace(usual, other)
            new.writestr(name, part)
    return out.getvalue()


@pytest.mark.django_db
def test_strict_open_xml_is_read(publisher):
    data = strict(export(publisher, "xlsx"))
    assert b"purl.oclc.org" in ZipFile(BytesIO(data)).read(PAGE)
    found = checked(data, publisher)
    assert (found.problems, found.changes) == ([], [])
    assert found.unchanged == ContactDetail.objects.count()


@pytest.mark.parametrize(
    ("attributes", "inside", "text"),
    [
        ('t="d"', "<v>2026-03-31T00:00:00Z</v>", "2026-03-31"),
        ('t="inlineStr"', "<is><r><t>een </t></r><r><t>twee</t></r></is>", "een twee"),
        ('t="inlineStr"', "<is><t>een</t><rPh><t>uitspraak</t></rPh></is>", "een"),
        ('t="inlineStr"', "<is><t>een_x000D_\ntwee</t></is>", "een\ntwee"),
        ('t="str"', "<v>een</v>", "een"),
        ("", "<v>1E2</v>", "100"),
    ],
)
def test_cells_as_other_programs_spell_them(attributes, inside, text):
    column = "review_by" if attributes == 't="d"' else "label_nl"
    letter = opened(as_xlsx(TABLE)).active.cell(1, HEADS.index(column) + 1).column_letter
    row = f'<row r="7"><c r="{letter}7" {attributes}>{inside}</c></row>'
    [(number, texts)] = read_table(page_of(row), SHEET).rows
    assert (number, texts[column]) == (7, text)


@pytest.mark.parametrize(
    ("part", "program"),
    [
        ("Index/Document.iwa", "Apple Numbers"),
        ("content.xml", "LibreOffice (.ods)"),
        ("xl/workbook.bin", "Excel (.xlsb)"),
        ("word/document.xml", "Word"),
    ],
)
def test_a_file_of_another_program_is_named(part, program):
    out = BytesIO()
    with ZipFile(out, "w") as new:
        new.writestr(part, "x")
    sentence = refused(out.getvalue())
    assert f"made with {program}. Save or export it as an Excel workbook (.xlsx)" in sentence


@pytest.mark.parametrize("wrong", ['r="x"', 'r="1e9"', 'r=""'])
def test_a_row_with_a_strange_number_is_damage(wrong):
    assert "damaged" in refused(page_of(f"<row {wrong}><c><v>1</v></c></row>"))
