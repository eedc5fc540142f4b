"""A file that cannot be trusted is refused, with the row and column in the message."""

import pytest
from django.utils import translation

from knowledge.editing.spreadsheets import reading
from knowledge.editing.spreadsheets.columns import SHEETS
from knowledge.editing.spreadsheets.formats.errors import SheetError
from knowledge.editing.spreadsheets.reading import read_table
from knowledge.models import ContactDetail
from tests.knowledge.editing.spreadsheets.files import SHEET, as_csv

HEADS = [header for header in SHEETS[ContactDetail].headers if "confirmed" not in header]
ROW = {**dict.fromkeys(HEADS, ""), "slug": "a", "version": "1"}


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def refused(data):
    with pytest.raises(SheetError) as error:
        read_table(data, SHEET)
    return " ".join(error.value.sentences)


@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_any_usual_separator(separator):
    data = as_csv([{**ROW, "label_nl": "een; twee, drie"}], separator)
    assert read_table(data, SHEET).rows[0][1]["label_nl"] == "een; twee, drie"


@pytest.mark.parametrize("first", ["sep=;", "SEP=;", '"sep=;"', "sep=;;;;;"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_first_line_with_the_separator_is_no_row(first, mark):
    text = as_csv([{**ROW, "label_nl": "een, twee"}]).decode("utf-8-sig")
    table = read_table(f"{mark}{first}\r\n{text}".encode(), SHEET)
    assert table.rows == [(2, {**ROW, "label_nl": "een, twee"})]


@pytest.mark.parametrize(
    ("first", "separator"), [("sep=,", ","), ("sep=\t", "\t"), (r"sep=\t", "\t"), ("sep=|", "|")]
)
def test_the_first_line_names_any_separator(first, separator):
    text = as_csv([{**ROW, "label_nl": "een; twee"}], separator).decode("utf-8-sig")
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        table = read_table(f"{first}\n{text}".encode(encoding), SHEET)
        assert table.rows[0][1]["label_nl"] == "een; twee"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be"])
def test_the_unicode_text_of_excel(encoding):
    data = as_csv([{**ROW, "label_nl": "café ☎"}], "\t", "utf-8").decode()
    data = data if encoding == "utf-16" else f"\ufeff{data}"
    assert read_table(data.encode(encoding), SHEET).rows[0][1]["label_nl"] == "café ☎"


def test_line_breaks_in_a_cell_do_not_break_the_row():
    data = as_csv([{**ROW, "hours_note_nl": "een\r\ntwee"}, {**ROW, "slug": "b"}])
    rows = read_table(data, SHEET).rows
    assert rows[0][1]["hours_note_nl"] == "een\ntwee"
    assert rows[1][0] == 3


def test_another_order_of_columns_and_columns_of_ones_own():
    table = read_table(as_csv([{"mijn notitie": "x", **dict(reversed(ROW.items()))}]), SHEET)
    assert table.ignored == ["mijn notitie"]
    assert table.rows[0][1]["slug"] == "a"
    assert "mijn notitie" not in table.rows[0][1]


def test_empty_rows_and_columns_are_no_rows():
    wide = [{**ROW, "": ""}, dict.fromkeys([*ROW, ""], "")]
    assert len(read_table(as_csv(wide), SHEET).rows) == 1


def test_a_value_without_a_column_name():
    assert "Row 2: This value is not under a column name" in refused(as_csv([{**ROW, "": "x"}]))


def test_a_missing_column_is_named():
    row = {key: value for key, value in ROW.items() if key != "value"}
    assert "column is missing: value" in refused(as_csv([row]))


def test_a_column_twice():
    text = as_csv([ROW]).decode("utf-8-sig").replace("label_nl", "label_en")
    assert "missing: label_nl" in refused(text.encode())
    text = as_csv([ROW]).decode("utf-8-sig").splitlines()
    assert "twice: slug" in refused("\n".join(f"{line};{line[:4]}" for line in text).encode())


@pytest.mark.parametrize("data", [b"", b"\n", b"zomaar een tekst\n", b"a;b;c\n1;2;3\n"])
def test_another_file(data):
    assert "column names, such as slug, version" in refused(data)


def test_no_rows():
    assert "no rows" in refused(as_csv([ROW]).splitlines()[0])


def test_a_wrong_encoding_is_refused_at_its_line():
    rows = [ROW, {**ROW, "slug": "b", "label_nl": "café"}]
    assert "on line 3" in refused(as_csv(rows, encoding="cp1252"))
    assert "not a CSV file in UTF-8" in refused(as_csv(rows, encoding="utf-16-le"))
    assert "not a CSV file in UTF-8" in refused(as_csv(rows, encoding="utf-16") + b"\x00\xd8")


def test_utf8_without_its_mark_is_fine():
    data = as_csv([{**ROW, "label_nl": "café"}], encoding="utf-8")
    assert read_table(data, SHEET).rows[0][1]["label_nl"] == "café"


def test_a_formula_is_refused_at_its_cell():
    sentence = refused(as_csv([ROW, {**ROW, "slug": "b", "label_nl": "=1+1"}]))
    assert "Row 3, column label_nl: This is a formula" in sentence


def test_a_guard_is_taken_away():
    table = read_table(as_csv([{**ROW, "value": "'+31 33", "label_nl": "'=1"}]), SHEET)
    assert table.rows[0][1]["value"] == "+31 33"
    assert table.rows[0][1]["label_nl"] == "=1"


def test_control_signs_and_endless_cells():
    assert "column label_nl: This text contains a character" in refused(
        as_csv([{**ROW, "label_nl": "\x07"}])
    )
    assert "10,000" in refused(as_csv([{**ROW, "label_nl": "x" * 10_001}]))
    assert "Row 2: The quotation marks" in refused(as_csv([{**ROW, "label_nl": "x" * 200_000}]))


def test_a_quotation_mark_that_is_never_closed():
    assert "Row 3: The quotation marks" in refused(as_csv([ROW]) + b'"b;1')


def test_too_many_rows_stop_at_the_limit(monkeypatch):
    monkeypatch.setattr(reading, "MAX_ROWS", 2)
    assert len(read_table(as_csv([ROW] * 2), SHEET).rows) == 2
    assert "more than 5,000 rows" in refused(as_csv([ROW] * 3))


def test_a_million_rows_in_five_megabytes():
    data = as_csv([ROW]) + b"a\n" * 1_000_000
    assert len(data) < reading.MAX_BYTES
    assert "more than 5,000 rows" in refused(data)


def test_a_large_file_is_not_read():
    assert "5 MB" in refused(b"x" * (reading.MAX_BYTES + 1))


def test_many_mistakes_are_not_all_named():
    with pytest.raises(SheetError) as error:
        read_table(as_csv([{**ROW, "label_nl": "=1"}] * 50), SHEET)
    assert len(error.value.sentences) == 20
