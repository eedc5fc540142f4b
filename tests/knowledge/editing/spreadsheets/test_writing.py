"""The export: what whom is shown, escaped against formulas, and explained."""

import pytest

from knowledge.models import ContactDetail, Service, Source
from tests.knowledge.editing.spreadsheets.files import NUMBER, SHEET, export, opened, rows_of

pytestmark = pytest.mark.django_db


def slugs(user, model=ContactDetail):
    return {row["slug"] for row in rows_of(export(user, model=model))}


def hide(model, slug):
    row = model.objects.get(slug=slug)
    row.restricted = True
    row.save()


def test_restricted_entries_only_for_who_may_see_them(reader, editor):
    hide(ContactDetail, NUMBER)
    assert NUMBER not in slugs(reader)
    assert NUMBER in slugs(editor)


def test_what_belongs_to_a_restricted_desk_or_organisation_is_hidden_too(reader):
    hide(Service, "comensha")
    assert NUMBER not in slugs(reader)
    organisation = Service.objects.get(slug="nidos").organisation
    hide(type(organisation), organisation.slug)
    assert "nidos" not in slugs(reader, Service)


def test_a_restricted_source_is_not_named_to_others(reader, editor):
    source = ContactDetail.objects.get(slug=NUMBER).sources.first()
    hide(Source, source.slug)
    assert source.slug not in export(reader).decode()
    assert source.slug in export(editor).decode()


def test_every_dangerous_cell_is_guarded_in_both_kinds(editor):
    detail = ContactDetail.objects.get(slug=NUMBER)
    detail.label_nl = '=HYPERLINK("http://x.example")'
    detail.value = "+31 33 448 11 86"
    detail.save()
    (row,) = rows_of(export(editor, slug=NUMBER))
    assert row["label_nl"].startswith("'=")
    assert row["value"] == "'+31 33 448 11 86"
    page = opened(export(editor, "xlsx", slug=NUMBER)).worksheets[0]
    cells = [cell for line in page.iter_rows() for cell in line if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert not [cell for cell in cells if str(cell.value).startswith(tuple("=+-@\t\r"))]


def test_cells_are_text_so_that_a_spreadsheet_keeps_zeros(editor):
    page = opened(export(editor, "xlsx")).worksheets[0]
    assert {cell.number_format for line in page.iter_rows() for cell in line} == {"@"}


def test_a_csv_opens_in_a_dutch_excel(editor):
    data = export(editor)
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.decode("utf-8-sig").startswith('"slug";"version";')


def test_every_column_is_explained(editor):
    page = opened(export(editor, "xlsx")).worksheets[1]
    rows = {row[0]: row[1:] for row in page.iter_rows(min_row=2, values_only=True)}
    assert set(SHEET.headers) <= set(rows)
    assert all(meaning and allowed for meaning, allowed in map(rows.get, SHEET.headers))
    assert "phone:" in rows["kind"][1]


def test_confirmed_on_says_when(editor):
    detail = ContactDetail.objects.get(slug=NUMBER)
    assert {row["confirmed_on (alleen lezen / read only)"] for row in rows_of(export(editor))} == {
        ""
    }
    detail.verifications.create(
        by=editor,
        result="confirmed",
        method="called",
        at="2026-03-31T22:30:00Z",
        value=detail.value,
        opening_hours=detail.opening_hours,
    )
    (row,) = rows_of(export(editor, slug=NUMBER))
    assert row["confirmed_on (alleen lezen / read only)"] == "2026-04-01"


def test_an_export_asks_no_query_a_row(editor, django_assert_max_num_queries):
    editor.has_perm("x")
    for model in (ContactDetail, Service):
        with django_assert_max_num_queries(8):
            export(editor, model=model)
