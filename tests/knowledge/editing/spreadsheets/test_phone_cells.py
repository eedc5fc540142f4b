"""Phone numbers in the cells of a spreadsheet."""

import pytest

from knowledge.confirmation.checks import confirm
from knowledge.models import ContactDetail
from tests.knowledge.confirmation.factories import get_detail, make_answer, state_of
from tests.knowledge.editing.spreadsheets.files import (
    as_csv,
    as_xlsx,
    checked,
    edited,
    export,
    rows_of,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("cell", [334481186, 334481186.0, "334481186", "334481186.0"])
def test_a_number_in_a_cell_of_a_spreadsheet_keeps_its_confirmation(publisher, cell):
    detail = get_detail()
    confirm(detail.pk, state_of(detail), make_answer())
    (row,) = rows_of(export(publisher, slug=detail.slug))
    sheet = as_xlsx([list(row), [cell if name == "value" else text for name, text in row.items()]])
    result = checked(sheet, publisher)
    (change,) = result.changes
    assert result.problems == []
    assert not change.no_longer_confirmed
    change.record.save()
    kept = ContactDetail.objects.with_checks().get(pk=detail.pk)
    assert kept.confirmed_at
    assert (kept.display, kept.value_normalised) == ("033 448 11 86", "+31334481186")


def test_another_number_in_a_spreadsheet_is_no_longer_confirmed(publisher):
    detail = get_detail()
    confirm(detail.pk, state_of(detail), make_answer())
    for cells in ({"value": "033 448 11 87"}, {"extension": "3"}):
        (change,) = checked(edited(publisher, **cells), publisher).changes
        assert change.no_longer_confirmed, cells


def test_a_spreadsheet_with_one_number_in_two_rows_is_refused(publisher):
    (row,) = rows_of(export(publisher, slug="comensha-telefoon"))
    new = {**row, "slug": "dezelfde", "version": "", "value": "0031 33 4481186"}
    problems = checked(as_csv([row, new]), publisher).problems
    assert [problem.column for problem in problems] == ["value"]


def test_an_export_of_before_there_was_a_menu_choice_leaves_it_as_it_is(publisher):
    detail = get_detail()
    ContactDetail.objects.filter(pk=detail.pk).update(extension="3")
    (row,) = rows_of(export(publisher, slug=detail.slug))
    old = {name: text for name, text in row.items() if name != "extension"}
    result = checked(
        as_csv([{**old, "label_nl": "Vraag het loket", "label_en": "Ask the desk"}]), publisher
    )
    assert result.problems == []
    (change,) = result.changes
    assert [difference.column for difference in change.differences] == ["label_nl", "label_en"]
    assert change.record.extension == "3"
