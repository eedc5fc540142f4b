"""Small files that are made to cost much: each is refused after little has been read or kept.

What is counted is bytes, elements and calls, so that no test depends on the speed of a machine.
"""

from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_LZMA, ZipExtFile, ZipFile

import pytest
from django.utils import translation

from knowledge.editing.spreadsheets.formats import csv_file, sheet_xml
from knowledge.editing.spreadsheets.formats.cells import Cell
from knowledge.editing.spreadsheets.formats.errors import SheetError
from knowledge.editing.spreadsheets.formats.package import MAX_KEPT
from knowledge.editing.spreadsheets.reading import read_table
from tests.knowledge.editing.spreadsheets.files import SHEET, as_xlsx, with_parts

TABLE = [SHEET.headers, ["a" if header == "slug" else None for header in SHEET.headers]]
NAMESPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
STYLES = "xl/styles.xml"
TOO_LARGE = "far too large when unpacked"
LONG = 4_000_000
PIECES = 1024 * 1024


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def unpacked(monkeypatch) -> list[int]:
    """The sizes of the pieces that were unpacked."""
    sizes: list[int] = []
    read = ZipExtFile.read

    def counted(self, n=-1):
        piece = read(self, n)
        sizes.append(len(piece))
        return piece

    monkeypatch.setattr(ZipExtFile, "read", counted)
    return sizes


def refused(data: bytes) -> str:
    with pytest.raises(SheetError) as error:
        read_table(data, SHEET)
    return " ".join(error.value.sentences)


def with_styles(inside: str, attribute: str = "") -> bytes:
    text = f"<styleSheet {NAMESPACE} {attribute}>{inside}</styleSheet>"
    return with_parts(as_xlsx(TABLE), {STYLES: text})


@pytest.mark.parametrize(
    ("inside", "attribute"),
    [
        ("", f'a="{"x" * LONG}"'),
        (f"<!--{'x' * LONG}-->", ""),
        (f"<?x {'x' * LONG}?>", ""),
        ("", " ".join(f'a{number}=""' for number in range(LONG // 10))),
    ],
)
def test_a_tag_or_comment_without_end_is_read_no_further(unpacked, inside, attribute):
    data = with_styles(inside, attribute)
    unpacked.clear()
    assert TOO_LARGE in refused(data)
    assert sum(unpacked) < PIECES


def test_names_without_end_are_not_remembered(unpacked):
    data = with_styles("".join(f"<x{number}/>" for number in range(LONG // 10)))
    unpacked.clear()
    assert TOO_LARGE in refused(data)
    assert sum(unpacked) < PIECES


def test_styles_without_end_are_not_kept():
    xfs = "<xf a='1' b='2'/>" * (MAX_KEPT + 5_000)
    assert TOO_LARGE in refused(with_styles(f"<cellXfs>{xfs}</cellXfs>"))


def test_a_format_is_looked_at_once_and_not_further_than_programs_write(monkeypatch):
    seen: list[int] = []
    known = sheet_xml.is_date_format
    monkeypatch.setattr(
        sheet_xml, "is_date_format", lambda code: seen.append(len(code)) or known(code)
    )
    code = "[d" * 50_000
    styles = f'<numFmts><numFmt numFmtId="200" formatCode="{code}"/></numFmts><cellXfs>'
    read_table(with_styles(styles + '<xf numFmtId="200"/>' * 20_000 + "</cellXfs>"), SHEET)
    assert len(seen) < 100
    assert max(seen) == 255


@pytest.mark.parametrize("method", [ZIP_BZIP2, ZIP_LZMA])
@pytest.mark.parametrize("name", [STYLES, "[Content_Types].xml"])
def test_what_can_only_be_unpacked_in_one_go_is_not_unpacked(unpacked, method, name):
    base, out = as_xlsx(TABLE), BytesIO()
    with ZipFile(BytesIO(base)) as old, ZipFile(out, "w") as new:
        for part in old.namelist():
            text = b" " * LONG if part == name else old.read(part)
            new.writestr(part, text, compress_type=method if part == name else None)
    unpacked.clear()
    assert "not an XLSX or CSV file" in refused(out.getvalue())
    assert sum(unpacked) < PIECES


def test_a_zip_of_very_many_members_is_not_even_opened(monkeypatch):
    out = BytesIO(as_xlsx(TABLE))
    with ZipFile(out, "a") as new:
        for number in range(6_000):
            new.writestr(f"{number:x}", "")
    monkeypatch.setattr(ZipFile, "__init__", lambda *_: pytest.fail("opened"))
    assert TOO_LARGE in refused(out.getvalue())


@pytest.mark.parametrize("first", [";".join(SHEET.headers) + "\na", ""])
def test_a_row_of_csv_makes_no_more_cells_than_there_may_be_columns(monkeypatch, first):
    made: list[str] = []
    monkeypatch.setattr(csv_file, "Cell", lambda *values: made.append(values[0]) or Cell(*values))
    assert refused((first + ";" * LONG + "x").encode())
    assert len(made) < 500


def test_a_value_of_csv_far_to_the_right_is_refused():
    row = ";".join(SHEET.headers) + "\na" + ";" * 120 + "x"
    assert "more than 100 columns" in refused(row.encode())


def test_csv_ends_where_a_spreadsheet_ends(monkeypatch):
    monkeypatch.setattr(csv_file, "_MAX_ROW_NUMBER", 1_000)
    assert "more than 5,000 rows" in refused((";".join(SHEET.headers) + "\n" * 2_000).encode())
