"""Cases in a spreadsheet: changed, added and refused as other records are."""

import pytest

from referrals.models import Case
from tests.knowledge.editing.spreadsheets.files import as_csv, checked, edited, export, rows_of
from tests.knowledge.editing.spreadsheets.test_applying import run
from tests.people import made_person

pytestmark = pytest.mark.django_db

SLUG = "derde-man-naar-kamer"


@pytest.fixture
def editor():
    return made_person("editor")


def sentences(data, user):
    return [problem.sentence for problem in checked(data, user, Case).problems]


def test_a_change_is_saved_with_its_relations_and_its_reason(editor):
    data = edited(
        editor, Case, SLUG, time="02:00", weekday="zondag", must_desks="comensha nidos",
        known_failure="no",
    )  # fmt: skip
    assert run(data, editor, Case) == 1
    case = Case.objects.get(slug=SLUG)
    assert (case.time, case.weekday, case.known_failure) == ("02:00", "su", False)
    assert sorted(desk.slug for desk in case.must_desks.all()) == ["comensha", "nidos"]
    assert case.history.first().history_change_reason == "Nieuwe gids"


def test_a_case_is_added(editor):
    (row,) = rows_of(export(editor, model=Case, slug=SLUG))
    assert run(as_csv([{**row, "slug": "erbij", "version": ""}]), editor, Case) == 1
    assert Case.objects.get(slug="erbij").situation_nl == row["situation_nl"]


def test_who_may_not_add_cases_cannot_add_one_this_way(editor):
    (row,) = rows_of(export(editor, model=Case, slug=SLUG))
    reader = made_person("reader")
    assert len(sentences(as_csv([{**row, "slug": "erbij", "version": ""}]), reader)) == 1


@pytest.mark.parametrize(
    "wrong",
    [{"time": "24:00"}, {"weekday": "ooit"}, {"answers": "zomaar"}, {"why_en": ""},
     {"must_articles": "sr-0"}],
)  # fmt: skip
def test_what_cannot_be_right_is_refused(editor, wrong):
    assert len(sentences(edited(editor, Case, SLUG, **wrong), editor)) == 1
