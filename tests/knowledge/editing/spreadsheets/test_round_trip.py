"""Out and in again without an edit changes nothing: all content, both languages, both kinds."""

import pytest
from django.utils import translation

from knowledge.models import ContactDetail, Organisation, Service
from tests.knowledge.editing.spreadsheets.files import checked, export

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("model", [Organisation, Service, ContactDetail])
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize(("out", "back"), [("nl", "nl"), ("nl", "en"), ("en", "nl"), ("en", "en")])
def test_nothing_changes(publisher, model, kind, out, back):
    with translation.override(out):
        data = export(publisher, kind, model)
    with translation.override(back):
        found = checked(data, publisher, model)
    assert found.problems == []
    assert found.changes == []
    assert found.unchanged == model.objects.count()
