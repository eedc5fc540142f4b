"""Answers to "is this still right?": one check each, only when the seen state is current."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from knowledge.confirmation.checks import (
    CheckedMeanwhileError,
    cannot_reach,
    confirm,
    confirm_all,
    correct,
)
from knowledge.history.errors import StaleVersionError
from knowledge.models import ContactDetail, ContactProposal, Status, Verification
from tests.knowledge.confirmation.factories import (
    checks_of,
    edit_value,
    get_detail,
    get_editor,
    make_answer,
    state_of,
)

pytestmark = pytest.mark.django_db

NUMBER, OTHER = "033 448 11 86", "033 448 11 87"
HOURS = "Mo-Fr 09:00-17:00"


def test_confirming_writes_a_check_of_what_was_seen():
    detail = get_detail()
    done = confirm(detail.pk, state_of(detail), make_answer(note="aan de balie gevraagd"))
    assert (done.result, done.value, done.opening_hours) == ("confirmed", NUMBER, HOURS)
    assert (done.by, done.note) == (get_editor(), "aan de balie gevraagd")
    assert ContactDetail.objects.with_checks().get(pk=detail.pk).confirmed_at == done.at


def test_saving_a_detail_never_confirms_it():
    detail = get_detail()
    detail.label_nl = detail.label_en = "Overdag"
    detail.save()
    assert checks_of(detail) == []
    assert detail in ContactDetail.objects.never_confirmed()


def test_what_was_changed_meanwhile_is_not_confirmed():
    detail = get_detail()
    seen = state_of(detail)
    edit_value(detail, OTHER)
    for answer in (confirm, cannot_reach):
        with pytest.raises(StaleVersionError) as refused:
            answer(detail.pk, seen, make_answer())
        assert refused.value.current.value == OTHER
    with pytest.raises(StaleVersionError):
        correct(detail.pk, seen, make_answer(), value="033 448 11 88", opening_hours=HOURS)
    assert checks_of(detail) == []
    assert get_detail().value == OTHER


def test_what_another_checked_meanwhile_is_said():
    detail = get_detail()
    seen = state_of(detail)
    cannot_reach(detail.pk, seen, make_answer(by=get_editor("collega")))
    with pytest.raises(CheckedMeanwhileError) as refused:
        confirm(detail.pk, seen, make_answer())
    assert refused.value.check.by == get_editor("collega")
    assert checks_of(detail) == [("unreachable", NUMBER)]


def test_the_same_answer_sent_twice_is_one_check():
    detail = get_detail()
    seen = state_of(detail)
    assert confirm(detail.pk, seen, make_answer()) == confirm(detail.pk, seen, make_answer())
    assert checks_of(detail) == [("confirmed", NUMBER)]


def test_a_correction_sent_twice_is_one_change():
    detail = get_detail()
    seen = state_of(detail)
    first = correct(detail.pk, seen, make_answer(), value=OTHER, opening_hours=HOURS)
    assert correct(detail.pk, seen, make_answer(), value=OTHER, opening_hours=HOURS) == first
    assert checks_of(detail) == [("changed", OTHER)]
    assert get_detail().version == seen.version + 1


def test_a_wrong_answer_is_put_right_by_a_new_check():
    detail = get_detail()
    cannot_reach(detail.pk, state_of(detail), make_answer())
    confirm(detail.pk, state_of(detail), make_answer())
    assert checks_of(detail) == [("unreachable", NUMBER), ("confirmed", NUMBER)]


def test_a_correction_is_a_change_with_a_reason_and_a_check():
    detail = get_detail()
    correct(
        detail.pk,
        state_of(detail),
        make_answer(note="staat op de site"),
        value=OTHER,
        opening_hours="24/7",
    )
    detail = get_detail()
    assert (detail.value, detail.opening_hours) == (OTHER, "24/7")
    assert checks_of(detail) == [("changed", OTHER)]
    newest = detail.history.order_by("-history_date", "-pk").first()
    assert newest.history_change_reason == "staat op de site"
    assert detail.history.filter(version=detail.version).count() == 1


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("value", {"value": "nul drie drie", "opening_hours": HOURS}),
        ("opening_hours", {"value": OTHER, "opening_hours": "ma-vr 9-5"}),
        ("value", {"value": NUMBER, "opening_hours": HOURS}),
    ],
)
def test_nonsense_is_refused_at_its_field_and_nothing_is_half_saved(field, values):
    detail = get_detail()
    with pytest.raises(ValidationError) as refused:
        correct(detail.pk, state_of(detail), make_answer(), **values)
    assert set(refused.value.message_dict) == {field}
    assert get_detail().value == NUMBER
    assert checks_of(detail) == []


def test_with_four_eyes_a_correction_waits(settings):
    settings.FOUR_EYES = True
    detail = get_detail()
    seen = state_of(detail)
    for _twice in range(2):
        made = correct(detail.pk, seen, make_answer(), value=OTHER, opening_hours=HOURS)
    assert isinstance(made, ContactProposal)
    assert (made.made_by, made.request, made.value) == (get_editor(), None, OTHER)
    assert ContactProposal.objects.waiting().count() == 1
    assert get_detail().value == NUMBER
    assert checks_of(detail) == []


def test_a_detail_that_is_no_longer_published_cannot_be_confirmed():
    detail = get_detail()
    seen = state_of(detail)
    ContactDetail.objects.filter(pk=detail.pk).update(status=Status.ARCHIVED)
    with pytest.raises(ContactDetail.DoesNotExist):
        confirm(detail.pk, seen, make_answer())


def test_in_bulk_what_changed_is_left_out_and_the_others_are_done():
    right, changed, checked = (
        get_detail(),
        get_detail("shop-den-haag-telefoon"),
        get_detail("veilig-thuis-telefoon"),
    )
    seen = {detail.pk: state_of(detail) for detail in (right, changed, checked)}
    edit_value(changed, "070 361 47 48")
    confirm(checked.pk, state_of(checked), make_answer(by=get_editor("collega")))
    result = confirm_all({**seen, 987654321: seen[right.pk]}, make_answer(note="een reden"))
    assert result.confirmed == [right]
    assert set(result.skipped) == {changed, checked}
    assert result.unpublished == 1
    assert checks_of(right) == [("confirmed", NUMBER)]
    assert checks_of(changed) == []
    assert Verification.objects.get(contact=right).note == "een reden"


def test_a_bulk_sent_twice_is_one_check_each():
    detail = get_detail()
    seen = {detail.pk: state_of(detail)}
    for _twice in range(2):
        assert confirm_all(seen, make_answer(note="een reden")).confirmed == [detail]
    assert len(checks_of(detail)) == 1


def test_a_check_stays_as_it_was():
    detail = get_detail()
    done = confirm(detail.pk, state_of(detail), make_answer(at=timezone.now() - timedelta(days=1)))
    done.result = "unreachable"
    with pytest.raises(ValidationError):
        done.save()
    with pytest.raises(ValidationError):
        done.delete()
    with pytest.raises(ValidationError):
        Verification.objects.all().delete()
    assert checks_of(detail) == [("confirmed", NUMBER)]
