"""The table is found where people and programs put it, or the page says what was seen instead."""

import pytest
from django.utils import translation
from openpyxl import Workbook

from knowledge.editing.spreadsheets.columns import SHEETS
from knowledge.editing.spreadsheets.formats.errors import SheetError
from knowledge.editing.spreadsheets.formats.xlsx_file import xlsx_pages
from knowledge.editing.spreadsheets.reading import read_table
from knowledge.models import ContactDetail
from tests.knowledge.editing.spreadsheets.files import SHEET, as_xlsx, checked, export, saved

HEADS = [header for header in SHEET.headers if "confirmed" not in header]
ROW = ["a" if header == "slug" else None for header in HEADS]
SUMMARY = "This document was exported from Numbers. Each table was converted to an Excel worksheet."


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def book_of(**pages):
    """A workbook with these pages of rows; a page whose name ends in "_hidden" is hidden."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in pages.items():
        page = book.create_sheet(name)
        page.sheet_state = "hidden" if name.endswith("_hidden") else "visible"
        for row in rows:
            page.append(row)
    return saved(book)


def refused(data):
    with pytest.raises(SheetError) as error:
        read_table(data, SHEET)
    return " ".join(error.value.sentences)


TABLE = [HEADS, ROW]


@pytest.mark.parametrize(
    "data",
    [
        book_of(Summary=[[SUMMARY]], Contactgegevens=TABLE),
        book_of(Summary=[[SUMMARY], ["Sheet", "slug"]], Tabel=[["Tabel 1"], [], *TABLE]),
        book_of(Lijst_hidden=[["ja"], ["nee"]], Blad=TABLE),
        book_of(Oud_hidden=TABLE, Nieuw=TABLE),
        book_of(Blad=TABLE, Breed=[["x"] * 300]),
    ],
)
def test_the_page_with_the_columns_is_taken(data):
    assert [texts["slug"] for _row, texts in read_table(data, SHEET).rows] == ["a"]


def test_rows_keep_the_number_that_the_program_shows():
    data = book_of(Blad=[["Tabel 1"], [], HEADS, [], ROW])
    assert read_table(data, SHEET).rows[0][0] == 5


def test_two_pages_with_the_columns_are_not_chosen_between():
    sentence = refused(book_of(Blad=TABLE, Kopie=TABLE))
    assert "Several sheets have these columns: “Blad”, “Kopie”" in sentence


def test_a_hidden_page_is_never_read_unseen():
    sentence = refused(book_of(Blad=[["x"]], Tabel_hidden=TABLE))
    assert "Only a hidden sheet has these columns: “Tabel_hidden” (hidden)" in sentence


def test_a_file_without_the_table_names_its_pages():
    sentence = refused(book_of(Een=[["x"]], Twee_hidden=[["y"]]))
    assert "such as slug, version" in sentence
    assert "Sheets in this file: “Een”, “Twee_hidden” (hidden)" in sentence


def test_what_is_missing_stands_beside_what_was_not_recognised():
    typed = ["Waaarde" if header == "value" else header for header in HEADS]
    sentence = refused(book_of(Een=[["x"]], Twee=[typed, ROW]))
    assert "This column is missing: value." in sentence
    assert "Not recognised in this file: “Waaarde”." in sentence
    assert "Looked at the sheet “Twee”." in sentence


@pytest.mark.parametrize(
    "changed",
    [
        str.upper,
        str.title,
        lambda name: f" {name}: ",
        lambda name: name.replace("_", " "),
        lambda name: name.replace("_", "\xa0"),
        lambda name: f"\ufeff{name}\u200b",
        lambda name: name.replace("_", "-"),
    ],
)
def test_capitals_spaces_and_colons_in_names_make_no_difference(changed):
    table = read_table(as_xlsx([[changed(header) for header in HEADS], ROW]), SHEET)
    assert set(table.rows[0][1]) == set(HEADS)
    assert table.ignored == []


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("model", SHEETS)
def test_labels_of_the_editing_pages_are_names_too(model, language):
    sheet = SHEETS[model]
    with translation.override(language):
        labels = {column.name: str(column.field.verbose_name) for column in sheet.columns}
        typed = [labels.get(header, header).capitalize() for header in sheet.headers]
        row = ["a" if header == "slug" else "x" for header in sheet.headers]
        table = read_table(as_xlsx([typed, row]), sheet)
    assert table.ignored == []
    assert set(table.rows[0][1]) == {*sheet.headers}


def test_a_column_twice_is_named_with_its_places():
    sentence = refused(as_xlsx([[*HEADS, "Waarde"], ROW]))
    assert "This column appears twice: value (E, " in sentence


@pytest.mark.django_db
def test_a_table_in_dutch_words_changes_nothing(publisher):
    """Names and choices as the editing pages show them in Dutch."""
    with translation.override("nl"):
        labels = {column.name: column.field for column in SHEET.columns}
        data = export(publisher, "xlsx")
        rows = [[cell.text for cell in cells] for _number, cells in _rows(data)]
        words = {"yes": "Ja", "no": "Nee", **dict(labels["status"].flatchoices)}
        words |= dict(labels["kind"].flatchoices)
        typed = [str(labels[name].verbose_name) if name in labels else name for name in rows[0]]
        table = [[str(words.get(text, text)) for text in row] for row in rows[1:]]
        found = checked(as_xlsx([typed, *table]), publisher)
    assert (found.problems, found.changes) == ([], [])
    assert found.unchanged == ContactDetail.objects.count()


def _rows(data):
    return xlsx_pages(data, 100)[0].rows()
