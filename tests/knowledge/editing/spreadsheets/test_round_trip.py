"""An export imported unchanged changes nothing: all content, both languages, both formats."""

import pytest
from django.utils import translation

from knowledge.models import ContactDetail, Organisation, Service
from referrals.models import Case
from tests.knowledge.editing.spreadsheets.files import checked, export

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("model", [Organisation, Service, ContactDetail, Case])
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize(("out", "back"), [("nl", "nl"), ("nl", "en"), ("en", "nl"), ("en", "en")])
def test_nothing_changes(publisher, model, kind, out, back):
    with translation.override(out):
        data = export(publisher, kind, model)
    with translation.override(back):
        result = checked(data, publisher, model)
    assert result.problems == []
    assert result.changes == []
    assert result.unchanged == model.objects.count()
