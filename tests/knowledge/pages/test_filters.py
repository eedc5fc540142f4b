from datetime import date

import pytest
from django.http import QueryDict

from knowledge.models import LegalArticle, Organisation, Service, Signal
from knowledge.pages import filters

pytestmark = pytest.mark.django_db


def test_without_a_choice_nothing_is_left_out():
    form = filters.ServiceFilter(QueryDict(""))
    assert not form.active
    assert not form.errors
    assert form.narrow(Service.objects.all()).count() == Service.objects.count()


@pytest.mark.parametrize(
    "otherwise",
    [{"min_age": 18}, {"max_age": 16}, {"contact_by": "professional"}, {"organisation": "lumens"}],
)
def test_services_are_narrowed_by_what_was_chosen(otherwise):
    form = filters.ServiceFilter(QueryDict("leeftijd=17&contact=victim&soort=online_help"))
    assert form.active
    found = form.narrow(Service.objects.all())
    assert {service.organisation.kind for service in found} == {"online_help"}
    helpwanted = Service.objects.filter(slug="helpwanted")
    assert helpwanted.get() in found
    if slug := otherwise.get("organisation"):
        otherwise = {"organisation": Organisation.objects.get(slug=slug)}
    helpwanted.update(**otherwise)
    assert helpwanted.get() not in found.all()


def test_unknown_anonymity_is_not_taken_for_yes():
    form = filters.ServiceFilter(QueryDict("anoniem=on"))
    assert all(service.anonymous for service in form.narrow(Service.objects.all()))


@pytest.mark.parametrize(
    "query",
    ["leeftijd=oud", "leeftijd=-1", "leeftijd=999", "leeftijd=%00", "soort=%00", "contact=x"],
)
def test_what_cannot_be_read_is_said_and_not_filtered_by(query):
    form = filters.ServiceFilter(QueryDict(query))
    assert form.errors
    assert form.narrow(Service.objects.all()).count() == Service.objects.count()


def test_signals_are_narrowed_by_kind_and_audience():
    form = filters.SignalFilter(QueryDict("soort=surroundings&doelgroep=hotel"))
    signals = form.narrow(Signal.objects.all())
    assert signals
    assert all(signal.category == "surroundings" for signal in signals)


def test_law_is_that_of_today_unless_a_day_is_asked_for():
    today = date(2026, 11, 21)
    assert filters.ArticleFilter(QueryDict(""), today).day == today
    assert filters.ArticleFilter(QueryDict("op=gisteren"), today).day == today
    then = filters.ArticleFilter(QueryDict("op=2024-06-30"), today)
    assert then.day == date(2024, 6, 30)
    assert "sr-248b-oud" in {article.slug for article in then.narrow(LegalArticle.objects.all())}
