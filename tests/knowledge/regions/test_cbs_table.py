"""Parsing the CBS table in its real format, and everything that may be wrong with it."""

import pytest

from knowledge.regions.cbs_table import CbsRow, TableError, read_table, year_in_name
from tests.knowledge.regions.cbs_file import GROUPS, Row, text_of, write

ROWS: list[Row] = [
    {
        "GM": (f"GM900{number}", name),
        "PV": ("PV26", "Utrecht"),
        "RE": ("RE03", "Midden-Nederland"),
        "VR": ("VR09", "Utrecht"),
        "VT": ("VT20", "Utrecht"),
    }
    for number, name in enumerate(("Aa en Hunze", "Súdwest-Fryslân", "'s-Hertogenbosch"))
]
TEXT = text_of(ROWS)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "Gebieden_in_Nederland_2027_12012027_101112.csv"


def problems(path, text) -> str:
    with pytest.raises(TableError) as caught:
        read_table(write(path, text))
    return "\n".join(caught.value.problems)


def test_the_table_is_read_without_its_padding(path):
    table = read_table(write(path, TEXT))
    assert table.rows[1] == CbsRow("GM9001", "Súdwest-Fryslân", ("RE03", "VT20"))
    assert len(table.rows) == 3
    assert table.region_names == {"RE03": "Midden-Nederland", "VT20": "Utrecht"}


@pytest.mark.parametrize(
    "order",
    [("VT", "RE", "GM", "PV", "VR"), ("PV", "VR", "GM", "VT", "RE"), ("GM", "RE", "VT")],
)
def test_columns_may_stand_anywhere(path, order):
    text = text_of(ROWS, order)
    assert read_table(write(path, text)) == read_table(write(path, TEXT))


def test_a_footer_and_empty_lines_do_no_harm(path):
    text = TEXT + '\r\n"Bron: CBS"\r\n'
    assert len(read_table(write(path, text)).rows) == 3


@pytest.mark.parametrize(
    ("prefix", "what"),
    [("GM", "municipalities"), ("RE", "police units"), ("VT", "Veilig Thuis regions")],
)
def test_a_missing_column_is_named(path, prefix, what):
    order = tuple(name for name in GROUPS if name != prefix)
    assert f"no column with codes of {what} ({prefix}...)" in problems(path, text_of(ROWS, order))


def test_all_missing_columns_are_named_at_once(path):
    message = problems(path, text_of(ROWS, ("GM", "PV")))
    assert "police units" in message
    assert "Veilig Thuis regions" in message
    assert "not the layout" in message


def test_a_column_that_stands_there_twice_is_named(path):
    assert "2 columns with codes of police units" in problems(
        path, text_of(ROWS, ("GM", "RE", "VT", "RE"))
    )


def test_a_column_of_names_that_is_missing_is_named(path):
    text = TEXT.replace(f"{GROUPS['RE']}/Naam (naam)", f"{GROUPS['RE']}/Iets anders")
    assert "no column with names of police units" in problems(path, text)


def test_a_doubled_code_is_named_with_its_lines(path):
    assert "GM9001 appears on several lines: 3, 5" in problems(path, text_of([*ROWS, ROWS[1]]))


def test_every_mistake_is_named_with_its_line(path):
    text = TEXT.replace("GM9001    ", "GM90      ").replace("Aa en Hunze", "  ")
    text = text.replace("VT20", "    ", 1) + '"los";"eind"\r\n'
    message = problems(path, text)
    assert "line 2: “” is not a name (municipalities)" in message
    assert "line 2: “” is not a code of Veilig Thuis regions" in message
    assert "line 3: “GM90” is not a code of municipalities" in message
    assert "line 5: has 2 cells but the header row has 11" in message


@pytest.mark.parametrize(
    "text",
    [
        "Gemeente,Provincie\nUtrecht,Utrecht\n",
        '"Title";"Key"\r\n"Utrecht";"GM0344"\r\n',
        TEXT.replace(";", ",").replace('"', ""),
        "a\x00b;c\r\nd;e\r\n",
        TEXT.splitlines()[0],
        "<html><body>404</body></html>",
    ],
)
def test_another_layout_is_refused(path, text):
    assert "This is not the layout" in problems(path, text)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "is empty"),
        (b"\r\n\r\n", "is empty"),
        ("Súdwest".encode("utf-16"), "cannot be read"),
        (b"\xff\xfe\x00", "cannot be read"),
        (b'"open;\r\n', "cannot be read"),
        (TEXT.replace(";", ",").encode(), "cannot be read"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(path, content, what):
    path.write_bytes(content)
    with pytest.raises(TableError, match=what):
        read_table(path)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(TableError, match="cannot be read"):
            read_table(path)


def test_the_year_stands_in_the_name_that_cbs_gives(path):
    assert year_in_name(path) == 2027
    assert year_in_name(path.with_name("gemeenten.csv")) is None
