"""Answers to "is this still right?": one check each, only on top of what was seen."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from knowledge.confirmation.checks import (
    ChangedMeanwhileError,
    CheckedMeanwhileError,
    cannot_reach,
    confirm,
    confirm_all,
    correct,
)
from knowledge.models import ContactDetail, ContactProposal, Status, Verification
from tests.knowledge.confirmation.given import check, checks_of, detail, edit, editor, looks

pytestmark = pytest.mark.django_db

NUMBER, OTHER = "033 448 11 86", "033 448 11 87"
HOURS = "Mo-Fr 09:00-17:00"


def test_confirming_writes_a_check_of_what_was_seen():
    row = detail()
    done = confirm(row.pk, looks(row), check(note="aan de balie gevraagd"))
    assert (done.result, done.value, done.opening_hours) == ("confirmed", NUMBER, HOURS)
    assert (done.by, done.note) == (editor(), "aan de balie gevraagd")
    assert ContactDetail.objects.with_checks().get(pk=row.pk).confirmed_at == done.at


def test_saving_a_detail_never_confirms_it():
    row = detail()
    row.label_nl = row.label_en = "Overdag"
    row.save()
    assert checks_of(row) == []
    assert row in ContactDetail.objects.never_confirmed()


def test_what_was_changed_meanwhile_is_not_confirmed():
    row = detail()
    seen = looks(row)
    edit(row, OTHER)
    for answer in (confirm, cannot_reach):
        with pytest.raises(ChangedMeanwhileError) as refused:
            answer(row.pk, seen, check())
        assert refused.value.detail.value == OTHER
    with pytest.raises(ChangedMeanwhileError):
        correct(row.pk, seen, check(), value="033 448 11 88", opening_hours=HOURS)
    assert checks_of(row) == []
    assert detail().value == OTHER


def test_what_another_checked_meanwhile_is_said():
    row = detail()
    seen = looks(row)
    cannot_reach(row.pk, seen, check(by=editor("collega")))
    with pytest.raises(CheckedMeanwhileError) as refused:
        confirm(row.pk, seen, check())
    assert refused.value.check.by == editor("collega")
    assert checks_of(row) == [("unreachable", NUMBER)]


def test_the_same_answer_sent_twice_is_one_check():
    row = detail()
    seen = looks(row)
    assert confirm(row.pk, seen, check()) == confirm(row.pk, seen, check())
    assert checks_of(row) == [("confirmed", NUMBER)]


def test_a_correction_sent_twice_is_one_change():
    row = detail()
    seen = looks(row)
    first = correct(row.pk, seen, check(), value=OTHER, opening_hours=HOURS)
    assert correct(row.pk, seen, check(), value=OTHER, opening_hours=HOURS) == first
    assert checks_of(row) == [("changed", OTHER)]
    assert detail().version == seen.version + 1


def test_a_wrong_answer_is_put_right_by_a_new_check():
    row = detail()
    cannot_reach(row.pk, looks(row), check())
    confirm(row.pk, looks(row), check())
    assert checks_of(row) == [("unreachable", NUMBER), ("confirmed", NUMBER)]


def test_a_correction_is_a_change_with_a_reason_and_a_check():
    row = detail()
    correct(row.pk, looks(row), check(note="staat op de site"), value=OTHER, opening_hours="24/7")
    row = detail()
    assert (row.value, row.opening_hours) == (OTHER, "24/7")
    assert checks_of(row) == [("changed", OTHER)]
    newest = row.history.order_by("-history_date", "-pk").first()
    assert newest.history_change_reason == "staat op de site"
    assert row.history.filter(version=row.version).count() == 1


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("value", {"value": "nul drie drie", "opening_hours": HOURS}),
        ("opening_hours", {"value": OTHER, "opening_hours": "ma-vr 9-5"}),
        ("value", {"value": NUMBER, "opening_hours": HOURS}),
    ],
)
def test_nonsense_is_refused_at_its_field_and_nothing_is_half_saved(field, values):
    row = detail()
    with pytest.raises(ValidationError) as refused:
        correct(row.pk, looks(row), check(), **values)
    assert set(refused.value.message_dict) == {field}
    assert detail().value == NUMBER
    assert checks_of(row) == []


def test_with_four_eyes_a_correction_waits(settings):
    settings.FOUR_EYES = True
    row = detail()
    seen = looks(row)
    for _twice in range(2):
        made = correct(row.pk, seen, check(), value=OTHER, opening_hours=HOURS)
    assert isinstance(made, ContactProposal)
    assert (made.made_by, made.request, made.value) == (editor(), None, OTHER)
    assert ContactProposal.objects.waiting().count() == 1
    assert detail().value == NUMBER
    assert checks_of(row) == []


def test_a_detail_that_is_no_longer_published_cannot_be_confirmed():
    row = detail()
    seen = looks(row)
    ContactDetail.objects.filter(pk=row.pk).update(status=Status.ARCHIVED)
    with pytest.raises(ContactDetail.DoesNotExist):
        confirm(row.pk, seen, check())


def test_in_bulk_what_changed_is_left_out_and_the_others_are_done():
    right, changed, checked = (
        detail(),
        detail("shop-den-haag-telefoon"),
        detail("veilig-thuis-telefoon"),
    )
    seen = {row.pk: looks(row) for row in (right, changed, checked)}
    edit(changed, "070 361 47 48")
    confirm(checked.pk, looks(checked), check(by=editor("collega")))
    bulk = confirm_all({**seen, 987654321: seen[right.pk]}, check(note="een reden"))
    assert bulk.done == [right]
    assert set(bulk.left_out) == {changed, checked}
    assert bulk.gone == 1
    assert checks_of(right) == [("confirmed", NUMBER)]
    assert checks_of(changed) == []
    assert Verification.objects.get(contact=right).note == "een reden"


def test_a_bulk_sent_twice_is_one_check_each():
    row = detail()
    seen = {row.pk: looks(row)}
    for _twice in range(2):
        assert confirm_all(seen, check(note="een reden")).done == [row]
    assert len(checks_of(row)) == 1


def test_a_check_stays_as_it_was():
    row = detail()
    done = confirm(row.pk, looks(row), check(at=timezone.now() - timedelta(days=1)))
    done.result = "unreachable"
    with pytest.raises(ValidationError):
        done.save()
    with pytest.raises(ValidationError):
        done.delete()
    with pytest.raises(ValidationError):
        Verification.objects.all().delete()
    assert checks_of(row) == [("confirmed", NUMBER)]
