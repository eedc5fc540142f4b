"""What a spreadsheet program made of a cell is the same value, or refused with what to do."""

from datetime import date, datetime, time, timedelta
from io import BytesIO

import pytest
from django.utils import translation

from knowledge.editing.spreadsheets.formats.errors import SheetError
from knowledge.editing.spreadsheets.reading import read_table
from knowledge.models import ImportDraft
from tests.knowledge.editing.spreadsheets.files import NUMBER, SHEET, as_csv, as_xlsx

HEADS = [header for header in SHEET.headers if "confirmed" not in header]


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def xlsx(**cells):
    row = {"slug": NUMBER, "version": 1, **cells}
    return as_xlsx([HEADS, [row.get(header) for header in HEADS]])


def csv(**cells):
    row = {**dict.fromkeys(HEADS, ""), "slug": NUMBER, "version": "1", **cells}
    return as_csv([row])


def refused(data):
    with pytest.raises(SheetError) as error:
        read_table(data, SHEET)
    return " ".join(error.value.sentences)


def read(data):
    return read_table(data, SHEET).rows[0][1]


@pytest.mark.parametrize(
    "cell",
    [datetime(2026, 7, 24), date(2024, 7, 24), 45497, 45497.0, "24-jul", "jul-24", "24-07-2026"],  # noqa: DTZ001
)
def test_24_7_that_became_a_date_is_said_with_what_to_type(cell):
    sentence = refused(xlsx(opening_hours=cell))
    assert "Row 2, column opening_hours" in sentence
    assert "it takes 24/7 for the 24th of July" in sentence
    assert "format Text and type 24/7 again" in sentence


@pytest.mark.parametrize(
    "text",
    ["24-jul", "24 juli", "Jul-24", "24-Jul-26", "24-7-2026", "24/07/2026", "2026-07-24", "45497",
     "2026-07-24 00:00:00", "45497.0", "45497,0"],
)  # fmt: skip
def test_24_7_that_became_a_date_in_a_csv(text):
    assert "it takes 24/7 for the 24th of July" in refused(csv(opening_hours=text))


@pytest.mark.parametrize(
    "cell",
    [datetime(2017, 9, 1), date(2026, 5, 9), time(9, 0), timedelta(hours=9), 42979, 0.375, True,  # noqa: DTZ001
     "sep-17", "9-mei", "9-May", "09:00", "9.30", "17", "1-9-2017"],
)  # fmt: skip
def test_other_hours_that_became_something_else(cell):
    sentence = refused(xlsx(opening_hours=cell))
    assert "A spreadsheet program made “" in sentence
    assert "such as Mo-Fr 09:00-17:00" in sentence


@pytest.mark.parametrize(
    "text", ["24/7", "9-17", "ma-vr 9-17", "Mo-Fr 09:00-17:00", "maandag 9-17", "dag en nacht", ""]
)
def test_hours_as_people_type_them_are_left_to_who_reads_hours(text):
    for data in (xlsx(opening_hours=text), csv(opening_hours=text)):
        assert read(data).get("opening_hours", "") == text


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (334481186, "334481186"),
        (334481186.0, "334481186"),
        (31334481186, "31334481186"),
        ("334481186.0", "334481186"),
        (112, "112"),
        ("0334481186", "0334481186"),
        ("'+31 33 448 11 86", "+31 33 448 11 86"),
    ],
)
def test_a_number_in_a_cell_is_its_digits(cell, text):
    assert read(xlsx(value=cell))["value"] == text
    assert read(csv(value=str(cell).removesuffix(".0")))["value"] == text


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        ("3,34E+08", "changed this number (“3,34E+08”)"),
        ("3.34481E+11", "changed this number"),
        (8.5, "changed this number (“8.5”)"),
        (-334481186, "changed this number"),
        (1234567890123456789, "keeps 15 digits"),
        (True, "made a yes or no"),
        (date(2026, 12, 6), "made a date or a time (“2026-12-06”)"),
        (time(8, 0), "made a date or a time"),
        ("6-dec", "made a date or a time (“6-dec”)"),
        ("#N/B", "has an error"),
        ("#N/A", "has an error"),
        ("#NAAM?", "has an error"),
        ("########", "has an error"),
    ],
)
@pytest.mark.parametrize("column", ["value", "label_nl"])
def test_what_was_typed_cannot_be_known(column, cell, sentence):
    assert f"Row 2, column {column}: " in refused(xlsx(**{column: cell}))
    assert sentence in refused(xlsx(**{column: cell}))
    if isinstance(cell, str):
        assert sentence in refused(csv(**{column: cell}))


@pytest.mark.parametrize("column", ["slug", "service", "sources", "position", "kind"])
def test_a_date_is_no_name_no_number_and_no_choice(column):
    assert "made a date or a time" in refused(xlsx(**{column: date(2026, 7, 24)}))


def test_a_slug_may_look_like_a_month():
    assert read(csv(sources="mei-24 jul-24"))["sources"] == "mei-24 jul-24"
    assert read(csv(service="mei-24"))["service"] == "mei-24"


def test_a_day_where_a_day_belongs_stays_one():
    assert read(xlsx(review_by=date(2026, 7, 24)))["review_by"] == "2026-07-24"


@pytest.mark.django_db
def test_nothing_of_a_refused_file_is_kept(client, publisher):
    client.force_login(publisher)
    file = xlsx(opening_hours=date(2026, 7, 24), value="033 448 11 87")
    address = "/beheer/knowledge/contactdetail/importeren/"
    sent = BytesIO(file)
    sent.name = "contact.xlsx"
    assert client.post(address, {"file": sent}).status_code == 200
    assert not ImportDraft.objects.exists()
