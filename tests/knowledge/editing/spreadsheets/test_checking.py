"""Each row is compared with its record; each error is reported at its row and column."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from knowledge.models import ContactDetail, Organisation, Service
from tests.knowledge.editing.spreadsheets.files import (
    NEW_PLACE,
    NUMBER,
    as_csv,
    checked,
    edited,
    export,
    rows_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def the_problem(data, user, model=ContactDetail):
    (problem,) = checked(data, user, model).problems
    return problem


SOURCE = {"sources": "comensha-nl"}


def new_row(user, **cells):
    (row,) = rows_of(export(user, slug=NUMBER))
    empty = dict.fromkeys(row, "")
    return as_csv(
        [{**empty, "slug": "nieuw", "service": "comensha", "kind": "email", **SOURCE, **cells}]
    )


def test_a_change_is_shown_old_and_new(editor):
    result = checked(edited(editor, value="033 448 11 87"), editor)
    (change,) = result.changes
    (item,) = change.differences
    assert (item.column, item.before, item.after) == ("value", "033 448 11 86", "033 448 11 87")
    assert not change.is_new
    assert ContactDetail.objects.get(slug=NUMBER).value == "033 448 11 86"


def test_both_languages_are_changes_of_their_own(publisher):
    data = edited(publisher, Service, "nidos", name_nl="Een", name_en="One")
    (change,) = checked(data, publisher, Service).changes
    assert [item.column for item in change.differences] == ["name_nl", "name_en"]


@pytest.mark.parametrize(
    ("column", "text", "sentence"),
    [
        ("value", "nul drie drie", "not a phone number"),
        ("opening_hours", "mostly", "cannot read “mostly”"),
        ("kind", "fax", "Choose one of: phone"),
        ("service", "bestaat-niet", "no desk with slug “bestaat-niet”"),
        ("sources", "bestaat-niet", "no source with slug"),
        ("restricted", "soms", "yes or no"),
        ("review_by", "morgen", "2026-03-31"),
        ("position", "99999999", "too large"),
        ("label_en", "By day", "must be filled in for this language too"),
        ("value", "", "cannot be blank"),
        ("version", "nul", "whole number"),
    ],
)
def test_a_mistake_is_said_at_its_column(publisher, column, text, sentence):
    problem = the_problem(edited(publisher, **{column: text}), publisher)
    assert problem.row == 2
    assert problem.column == (column if column != "label_en" else "label_nl")
    assert sentence in problem.sentence


def test_rules_between_fields_hold(publisher):
    data = edited(publisher, Service, "nidos", min_age="20", max_age="12")
    assert "minimum age is higher" in the_problem(data, publisher, Service).sentence


def test_what_must_be_unique_is_compared_within_the_file(publisher):
    rows = rows_of(export(publisher, service__slug="comensha"))
    same = [{**row, "kind": "phone", "value": "033 448 11 86"} for row in rows]
    assert len(same) > 1
    problems = checked(as_csv(same), publisher).problems
    assert {problem.column for problem in problems} >= {"value"}
    assert "already has this contact detail" in problems[0].sentence


def test_a_value_may_move_to_another_row(publisher):
    rows = rows_of(export(publisher, slug=NUMBER))
    first = {**rows[0], "value": "033 448 11 87"}
    new = {**dict.fromkeys(first, ""), "slug": "nieuw", "service": "comensha", "kind": "phone"}
    data = as_csv([first, {**new, "value": "033 448 11 86", "status": "draft"}])
    assert checked(data, publisher).problems == []


def test_a_newer_record_is_reported_with_both_values(editor):
    data = edited(editor, value="033 448 11 87")
    detail = ContactDetail.objects.get(slug=NUMBER)
    detail.value = "033 448 11 88"
    detail.save()
    problem = the_problem(data, editor)
    assert "changed this record since your export" in problem.sentence
    assert (problem.in_file, problem.now) == ("033 448 11 87", "033 448 11 88")


def test_an_untouched_row_does_not_undo_a_newer_record(editor):
    data = edited(editor)
    detail = ContactDetail.objects.get(slug=NUMBER)
    detail.value = "033 448 11 88"
    detail.save()
    problem = the_problem(data, editor)
    assert (problem.in_file, problem.now) == ("033 448 11 86", "033 448 11 88")


def test_versions_that_cannot_be(editor):
    assert "Copy its version" in the_problem(edited(editor, version=""), editor).sentence
    assert "does not exist" in the_problem(edited(editor, version="999"), editor).sentence


def test_slugs_that_cannot_be(editor):
    (row,) = rows_of(export(editor, slug=NUMBER))
    assert "needs a slug" in the_problem(as_csv([{**row, "slug": ""}]), editor).sentence
    assert "A slug never changes" in the_problem(as_csv([{**row, "slug": "x"}]), editor).sentence
    problem = the_problem(as_csv([row, row]), editor)
    assert (problem.row, problem.sentence) == (3, "This slug is also in row 2.")
    wrong = the_problem(new_row(editor, slug="Met spatie", value="a@b.example"), editor)
    assert wrong.column == "slug"


def test_a_new_row_is_a_draft(editor):
    result = checked(new_row(editor, value="loket@voorbeeld.example"), editor)
    assert result.problems == []
    (change,) = result.changes
    assert change.is_new
    assert change.record.status == "draft"


def test_a_new_row_without_what_it_needs(editor):
    problems = checked(new_row(editor, service=""), editor).problems
    assert {problem.column for problem in problems} >= {"service", "value"}


def test_who_may_not_publish_cannot_do_it_with_a_file(editor, publisher):
    data = new_row(editor, value="loket@voorbeeld.example", status="published")
    problem = the_problem(data, editor)
    assert problem.column == "status"
    assert "Only publishers" in problem.sentence
    assert checked(data, publisher).problems == []


def test_a_published_row_needs_a_source(publisher):
    new = new_row(publisher, value="loket@voorbeeld.example", status="published", sources="")
    assert the_problem(new, publisher).column == "sources"
    assert the_problem(edited(publisher, sources=""), publisher).column == "sources"
    assert checked(edited(publisher, sources="", status="draft"), publisher).problems == []
    ContactDetail.objects.get(slug=NUMBER).sources.clear()
    assert checked(edited(publisher, value="033 448 11 87"), publisher).problems == []
    ContactDetail.objects.filter(slug=NUMBER).update(status="draft")
    assert the_problem(edited(publisher, status="published"), publisher).column == "sources"


def test_who_may_not_publish_changes_contact_details_but_no_public_desk(editor, publisher):
    assert checked(edited(editor, value="033 448 11 87"), editor).problems == []
    data = edited(editor, Service, "nidos", name_nl="Anders")
    assert "Only publishers" in the_problem(data, editor, Service).sentence
    assert checked(data, publisher, Service).problems == []


def test_who_may_not_add(reader):
    problem = the_problem(new_row(reader, value="loket@voorbeeld.example"), reader)
    assert problem.sentence == "You may not add records."


def test_with_four_eyes_public_changes_wait(publisher, settings):
    settings.FOUR_EYES = True
    result = checked(edited(publisher, value="033 448 11 87"), publisher)
    assert (result.problems, result.waits) == ([], True)


def test_what_was_confirmed_is_so_no_longer(editor):
    detail = ContactDetail.objects.get(slug=NUMBER)
    seen = {"value": detail.value, "opening_hours": detail.opening_hours}
    detail.verifications.create(by=editor, result="confirmed", method="called", **seen)
    (changed,) = checked(edited(editor, value="033 448 11 87"), editor).changes
    assert changed.no_longer_confirmed
    (other,) = checked(edited(editor, position="7"), editor).changes
    assert not other.no_longer_confirmed


def test_an_organisation_can_be_changed_too(publisher):
    row = Organisation.objects.first()
    data = edited(publisher, Organisation, row.slug, abbreviation="-X")
    (change,) = checked(data, publisher, Organisation).changes
    assert change.differences[0].after == "-X"


def test_a_check_asks_no_query_a_row(publisher):
    rows = [{**row, "position": str(NEW_PLACE)} for row in rows_of(export(publisher))]
    one_of_each = {(row["kind"], row["extension"]): row for row in rows}  # what the rules look at
    few = list(one_of_each.values())
    assert len(rows) > 2 * len(few)
    assert queries_to_check(rows, publisher) == queries_to_check(few, publisher)


def queries_to_check(rows, user):
    with CaptureQueriesContext(connection) as queries:
        assert len(checked(as_csv(rows), user).changes) == len(rows)
    return len(queries)
