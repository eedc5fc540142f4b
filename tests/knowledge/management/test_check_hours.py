"""The command that says what all opening hours mean."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from knowledge.models import ContactDetail

pytestmark = pytest.mark.django_db


def test_the_hours_are_printed_in_words_in_both_languages():
    out = StringIO()
    call_command("check_hours", stdout=out)
    assert "Mo-Fr 09:00-17:00\n  nl: maandag t/m vrijdag 09:00" in out.getvalue()
    assert "  en: Monday to Friday 09:00" in out.getvalue()


def test_hours_that_cannot_be_understood_are_named():
    ContactDetail.objects.filter(slug="comensha-telefoon").update(opening_hours="SH off")
    with pytest.raises(CommandError, match="comensha-telefoon"):
        call_command("check_hours", stdout=StringIO())
