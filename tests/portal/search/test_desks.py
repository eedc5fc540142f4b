"""Results that lead to a desk have its number."""

import re
from datetime import datetime

import pytest
from django.contrib.auth.models import AnonymousUser

from knowledge.models import Organisation, Service
from knowledge.search.query import SearchFilters, SearchText
from knowledge.search.results import Page, Result, page_of
from knowledge.values.hours.opening_hours import ZONE
from portal.search.desks import with_desks
from portal.search.indexes import INDEXES
from referrals.flow.resolving import at_outcome
from referrals.outcomes.content import OutcomeContent, PublishedGuide, _read
from referrals.outcomes.results import build_result
from tests.portal.search.test_views import html

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=ZONE)
NIGHT = datetime(2026, 12, 6, 3, 0, tzinfo=ZONE)
VISITOR = AnonymousUser()


def found(text: str, at: datetime, only: str = "", published: PublishedGuide | None = None) -> Page:
    results = INDEXES.search(SearchText(text), SearchFilters(source=only), VISITOR, at)
    page = page_of(results, VISITOR, at, only=only)
    return with_desks(page, VISITOR, at, published or _read())


def listed(page: Page) -> list[Result]:
    return [*page.best, *(result for group in page.groups for result in group.results)]


@pytest.mark.parametrize("at", [MONDAY, NIGHT])
def test_an_outcome_has_the_number_of_the_desk_that_answers_now(at):
    published = _read()
    outcomes = listed(found("chantage", at, only="outcome"))
    assert outcomes
    for result in outcomes:
        row = result.row
        position = at_outcome(published.guide.flow, row.steps, row.outcome)
        shown = build_result(position, VISITOR, at, public=published.content)
        assert result.desk.service == shown.first.desk.service
        assert result.desk.contacts == shown.first.desk.contacts
        assert result.desk.answers_now


def test_an_outcome_of_which_no_desk_is_published_has_none():
    nothing = PublishedGuide(_read().guide, OutcomeContent({}, {}, {}, {}))
    assert {one.desk for one in listed(found("chantage", MONDAY, "outcome", nothing))} == {None}
    nothing = PublishedGuide(None, nothing.content)
    assert {one.desk for one in listed(found("chantage", MONDAY, "outcome", nothing))} == {None}


def test_an_organisation_has_the_number_of_its_national_desk_that_answers():
    organisation = Organisation.objects.get(slug="politie")
    page = found("politie", MONDAY, only="organisation")
    result = next(one for one in listed(page) if one.row == organisation)
    assert result.desk.service.organisation == organisation
    assert result.desk.answers_now
    assert result.desk.primary.detail.phone
    Service.objects.filter(organisation=organisation).update(status="draft")
    page = found("politie", MONDAY, only="organisation")
    assert next(one for one in listed(page) if one.row == organisation).desk is None


@pytest.mark.usefixtures("templates_without_queries")
@pytest.mark.parametrize("text", ["fier", "chantage", "politie", "slachtoffer"])
def test_every_result_that_leads_to_a_desk_names_it_with_a_way_to_reach_it(client, text):
    page = html(client, text)
    rows = re.findall(r'<article class="sheet desk-row found">.*?</article>', page, re.DOTALL)
    assert rows
    for row in rows:
        assert re.search(r'class="(number|number words|words)" href="', row)
    led = [row for row in rows if "Uitkomst van de wegwijzer" in row or "Organisatie<" in row]
    assert all('class="leads-to"' in row for row in led)
    assert len(led) < len(rows) or text == "chantage"


def test_desks_that_a_visitor_may_not_see_are_not_named(client):
    Service.objects.filter(organisation__slug="fier").update(restricted=True)
    results = listed(found("fier", MONDAY, only="organisation"))
    assert all(one.desk is None for one in results if one.row.slug == "fier")
