"""Selecting entries of a section: order, kinds, audience and visibility."""

from datetime import datetime

import pytest

from knowledge.factsheets.selection import select_entries
from knowledge.models import FactsheetSection, Guidance, LegalArticle, Service, Signal
from knowledge.values.hours.opening_hours import ZONE
from tests.knowledge.factsheets.conftest import COLLEAGUE, reader

pytestmark = pytest.mark.django_db


def slugs(audience: str = "", who=None, **section) -> list[str]:
    (entries,) = select_entries([FactsheetSection(**section)], audience, who or reader())
    return [entry.slug for entry in entries]


def test_a_section_that_takes_nothing_has_no_entries():
    assert slugs(takes="") == []


def test_all_of_a_kind_in_their_own_order():
    wanted = Signal.objects.filter(category__in=["possessions", "health"])
    assert len(wanted) > 2
    expected = list(wanted.values_list("slug", flat=True))
    assert slugs(takes="signals", kinds="health possessions") == expected


def test_the_named_ones_in_the_order_of_the_names_each_once():
    names = list(Signal.objects.order_by("-slug").values_list("slug", flat=True)[:3])
    only = "\n".join([*names, names[0]])
    assert slugs(takes="signals", only=only) == names


def test_without_names_those_for_the_audience():
    guidance = Guidance.objects.filter(audiences__slug="politie").first()
    assert guidance.slug in slugs("politie", takes="guidance")
    assert guidance.slug not in slugs("hotels", takes="guidance")
    assert guidance.slug in slugs("hotels", takes="guidance", only=guidance.slug)


def test_law_is_what_applies_on_the_day():
    old = LegalArticle.objects.filter(in_force_until__isnull=False).first()
    before = reader(at=datetime(2020, 1, 1, tzinfo=ZONE))
    assert slugs(takes="articles", only=old.slug) == []
    assert slugs(takes="articles", only=old.slug, who=before) == [old.slug]


@pytest.mark.parametrize("hidden", [{"status": "draft"}, {"restricted": True}])
def test_what_is_hidden_is_left_out(hidden):
    signal = Signal.objects.first()
    Signal.objects.filter(pk=signal.pk).update(**hidden)
    assert slugs(takes="signals", only=signal.slug) == []
    may_see = slugs(takes="signals", only=signal.slug, who=reader(COLLEAGUE))
    assert bool(may_see) == ("restricted" in hidden)


def test_desks_come_with_their_contacts(django_assert_num_queries):
    section = FactsheetSection(takes="services", only="veilig-thuis\ncomensha")
    (entries,) = select_entries([section], "", reader())
    with django_assert_num_queries(0):
        assert [len(service.contact_details.all()) > 0 for service in entries] == [True, True]
        assert all(
            detail.sources.all() for service in entries for detail in service.contact_details.all()
        )
    assert isinstance(entries[0], Service)
