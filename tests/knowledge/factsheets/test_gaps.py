"""Gaps: entries that a sheet names and visitors cannot see."""

from datetime import date

import pytest

from knowledge.factsheets.gaps import gaps, sheets_with_gaps
from knowledge.models import FactsheetSection, LegalArticle, Signal

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 22)


def section(sheet) -> FactsheetSection:
    return sheet.sections.get()


@pytest.fixture
def sheet(sheet_with):
    slugs = Signal.objects.order_by("slug").values_list("slug", flat=True)[:2]
    return sheet_with({"takes": "signals", "only": "\n".join(slugs)})


def test_a_sheet_of_what_is_public_has_none(sheet):
    assert gaps([section(sheet)], on=DAY) == {}
    assert sheet.pk not in sheets_with_gaps(on=DAY)


@pytest.mark.parametrize("hidden", [{"status": "draft"}, {"restricted": True}])
def test_what_is_hidden_is_named(sheet, hidden):
    first = section(sheet).slugs[0]
    Signal.objects.filter(slug=first).update(**hidden)
    assert gaps([section(sheet)], on=DAY) == {section(sheet).pk: [first]}
    assert sheet.pk in sheets_with_gaps(on=DAY)


def test_so_is_law_that_no_longer_applies(sheet_with):
    article = LegalArticle.objects.get(slug="sr-273f")
    sheet = sheet_with({"takes": "articles", "only": article.slug})
    LegalArticle.objects.filter(pk=article.pk).update(in_force_until=date(2026, 12, 31))
    assert sheet.pk not in sheets_with_gaps(on=DAY)
    assert sheet.pk in sheets_with_gaps(on=date(2027, 1, 1))


def test_an_archived_sheet_asks_for_nothing(sheet):
    Signal.objects.filter(slug=section(sheet).slugs[0]).update(status="draft")
    type(sheet).objects.filter(pk=sheet.pk).update(status="archived")
    assert sheet.pk not in sheets_with_gaps(on=DAY)


def test_one_query_a_noun(django_assert_num_queries):
    with django_assert_num_queries(1):
        sections = list(FactsheetSection.objects.all())
    models = {section.takes for section in sections if section.slugs}
    with django_assert_num_queries(len(models)):
        gaps(sections, on=DAY)
