"""An attribute shows its tokens; its columns keep what was typed."""

import pytest
from django.utils import translation

from knowledge.models import Guidance

pytestmark = pytest.mark.django_db


@pytest.fixture
def row():
    row = Guidance.objects.published().first()
    row.body_nl, row.body_en = "Bel [tel:comensha].", "Call [tel:comensha]."
    row.save()
    return Guidance.objects.get(pk=row.pk)


def test_the_attribute_is_shown_and_the_columns_are_as_typed(row):
    assert row.body == "Bel 033 448 11 86."
    with translation.override("en"):
        assert row.body == "Call 033 448 11 86."
    assert (row.body_nl, row.body_en) == ("Bel [tel:comensha].", "Call [tel:comensha].")


def test_saving_and_validating_keep_what_was_typed(row):
    row.full_clean()
    row.save()
    row.body = row.body  # as any form or copy might do
    row.save()
    row.refresh_from_db()
    assert row.body_nl == "Bel [tel:comensha]."
    assert row.history.first().body_nl == "Bel [tel:comensha]."


def test_a_title_is_left_alone(row):
    row.title_nl = "[tel:comensha]"
    assert row.title == "[tel:comensha]"
