"""The command that `make check` runs on the content that ships."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from knowledge.models import ContactDetail, FactsheetSection, Guidance
from referrals.models import OutcomeService

pytestmark = pytest.mark.django_db


def checked():
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("check_texts", stdout=out)
    return out.getvalue()


def test_the_content_that_ships_passes():
    call_command("check_texts", stdout=StringIO())


@pytest.mark.parametrize("column", ["body_nl", "body_en", "title_nl"])
def test_a_typed_number_fails(column):
    row = Guidance.objects.published().first()
    Guidance.objects.filter(pk=row.pk).update(**{column: "Bel 0900-8844"})
    assert f"{row.slug}: {column}: A phone number is not typed" in checked()


def test_so_does_one_in_the_guide_and_on_a_sheet():
    OutcomeService.objects.filter(pk=OutcomeService.objects.first().pk).update(
        reason_nl="Bel 0800-2000."
    )
    FactsheetSection.objects.filter(pk=FactsheetSection.objects.first().pk).update(
        text_en="Call 0800-2000."
    )
    out = checked()
    assert "referrals.OutcomeService" in out
    assert "knowledge.FactsheetSection" in out


def test_a_token_without_a_number_fails():
    ContactDetail.objects.filter(service__slug="veilig-thuis").update(status="archived")
    assert "[tel:veilig-thuis]: this desk has no phone number" in checked()


def test_a_token_of_nothing_fails():
    row = Guidance.objects.published().first()
    Guidance.objects.filter(pk=row.pk).update(body_nl="Zie [art:sr-999].")
    assert "[art:sr-999]: there is nothing" in checked()
