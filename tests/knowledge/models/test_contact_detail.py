"""Contact details: one number once a desk, what a check holds for, and extensions."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import translation

from knowledge.confirmation.checks import confirm
from knowledge.history.restoring import restore
from knowledge.models import ContactDetail, Verification
from tests.knowledge.confirmation.factories import (
    get_detail,
    make_answer,
    state_of,
    with_value,
)
from tests.knowledge.editing.change_pages import contact_prefix, save

pytestmark = pytest.mark.django_db


def test_a_desk_has_a_number_once_however_it_is_written():
    detail = get_detail()
    twice = ContactDetail(
        slug="nog-eens", service=detail.service, kind="phone", value="+31 33 4481186"
    )
    with pytest.raises(ValidationError, match="heeft dit contactgegeven al"):
        twice.full_clean(exclude=["value_normalised"])  # as every form does
    with pytest.raises(IntegrityError), transaction.atomic():
        ContactDetail.objects.bulk_create([twice])
    twice.extension = "3"
    twice.full_clean()
    twice.save()


def test_the_page_of_a_desk_refuses_a_number_twice_in_one_go(admin_client):
    desk = get_detail().service
    changes = {}
    details = desk.contact_details.order_by("-kind")[:2]
    for detail, value in zip(details, ["030 123 45 67", "+31301234567"], strict=True):
        prefix = contact_prefix(admin_client, desk, detail)
        changes |= {f"{prefix}-kind": "phone", f"{prefix}-value": value}
    page = save(admin_client, desk, change_reason="proef", **changes)
    assert page.status_code == 200
    assert "Telefoon 030 123 45 67 staat twee keer bij dit loket" in page.content.decode()


def test_a_number_that_is_only_written_in_another_way_stays_confirmed():
    detail = get_detail()
    confirm(detail.pk, state_of(detail), make_answer())
    for same in ("+31334481186", "334481186", "033-4481186"):
        with_value(same)
        assert ContactDetail.objects.with_checks().get(pk=detail.pk).confirmed_at, same
    with_value("033 448 11 87")
    assert ContactDetail.objects.with_checks().get(pk=detail.pk).confirmed_at is None
    with_value("033 448 11 86")
    assert ContactDetail.objects.with_checks().get(pk=detail.pk).confirmed_at
    with_value("033 448 11 86", extension="3")
    assert ContactDetail.objects.with_checks().get(pk=detail.pk).confirmed_at is None


@pytest.mark.parametrize(
    ("typed", "nl", "en"),
    [
        ("498001239900", "Begin een Nederlands nummer met 0", "Begin a Dutch number with 0"),
        ("3.34481186E+08", "Schrijf alleen het nummer", "Write only the number"),
        ("bel 033 448 11 86", "Schrijf alleen het nummer", "Write only the number"),
        ("033 448 11 86 kies 3", "een eigen veld", "a field of its own"),
        ("+32 116000", "vanuit het buitenland", "reached from abroad"),
        ("033 448", "Schrijf het zoals 033 448 11 86", "Write it like 033 448 11 86"),
    ],
)
def test_what_is_refused_says_what_to_write_in_the_language_of_the_reader(typed, nl, en):
    for language, words in (("nl", nl), ("en", en)):
        with translation.override(language), pytest.raises(ValidationError) as refused:
            with_value(typed)
        assert words in " ".join(refused.value.message_dict["value"])


@pytest.mark.parametrize("extension", ["kies 3", "3.0", "3,1", "٣", "123456789"])
def test_an_extension_is_only_digits(extension):
    with pytest.raises(ValidationError) as refused:
        with_value("033 448 11 86", extension=extension)
    assert set(refused.value.message_dict) == {"extension"}


def test_only_a_phone_number_has_an_extension():
    detail = ContactDetail.objects.exclude(kind="phone").first()
    detail.extension = "3"
    with pytest.raises(ValidationError) as refused:
        detail.full_clean()
    assert "extension" in refused.value.message_dict
    with pytest.raises(IntegrityError), transaction.atomic():
        detail.save()


def test_the_normalised_number_follows_every_way_to_write_a_row():
    detail = with_value("033-4481187")
    assert ContactDetail.objects.get(pk=detail.pk).value_normalised == "+31334481187"
    mail = ContactDetail.objects.filter(kind="email").first()
    assert mail.value_normalised == mail.value
    assert not ContactDetail.objects.filter(value_normalised="").exists()
    rows = [
        ContactDetail(slug=f"veel-{n}", service=detail.service, kind="phone", value=f"030123456{n}")
        for n in (1, 2)
    ]
    ContactDetail.objects.bulk_create(rows)
    stored = ContactDetail.objects.filter(slug__startswith="veel-").order_by("slug")
    assert [row.value_normalised for row in stored] == ["+31301234561", "+31301234562"]
    answer = make_answer()
    checks = [
        Verification(contact=row, by=answer.by, value=row.value, result="confirmed", method="other")
        for row in rows
    ]
    Verification.objects.bulk_create(checks)
    assert [check.value_normalised for check in checks] == ["+31301234561", "+31301234562"]


def test_an_earlier_version_is_put_back_with_its_number_and_its_choice():
    with_value("033 448 11 87", extension="4")
    detail = with_value("033 448 11 88")
    detail.extension = ""
    detail.save()
    entry = detail.history.filter(value="033 448 11 87").first()
    restore(entry, seen=detail.version, reason="proef", may_publish=True)
    detail.refresh_from_db()
    assert (detail.value_normalised, detail.extension) == ("+31334481187", "4")
