"""All that results show, read once; and a result from the shelf is the result."""

import pickle
from urllib.parse import parse_qs

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from knowledge.models import Guidance, Service
from referrals.flow.paths import all_paths
from referrals.flow.resolving import Position, resolve
from referrals.outcomes.content import _read, named_by, named_in, read_shelf, shelf_of
from referrals.outcomes.results import result
from referrals.releases.publishing import current_guide
from tests.portal.addresses import OUTCOMES

pytestmark = pytest.mark.django_db


def test_everything_that_any_path_names_is_on_it():
    flow = current_guide().flow
    named = named_in(flow)
    for path in all_paths(flow):
        assert {one.service for one in path.named_anywhere} <= named.services
        assert set(path.position.guidance) <= named.guidance
        assert set(path.outcome.articles) <= named.articles
        assert set(path.outcome.resources) <= named.resources


@pytest.mark.parametrize("query", OUTCOMES)
def test_a_result_from_the_shelf_is_the_one_from_the_database(query):
    found, now = _read(), timezone.now()
    position = resolve(found.guide.flow, parse_qs(query))
    visitor = AnonymousUser()
    shelf = shelf_of(position, found, visitor, now)
    assert shelf is found.shelf
    assert result(position, visitor, now, shelf=shelf) == result(position, visitor, now)


def test_who_may_see_more_has_a_shelf_of_his_own(person_with):
    Guidance.objects.update(restricted=True)
    found = _read()
    assert found.shelf.guidance == {}
    reader, path = person_with("reader"), next(all_paths(found.guide.flow))
    assert shelf_of(path.position, found, reader, timezone.now()) is not found.shelf


def test_hidden_desks_are_not_on_it():
    Service.objects.filter(slug="comensha").update(restricted=True)
    assert "comensha" not in _read().shelf.services


def test_nothing_is_named_where_nothing_is_answered():
    shelf = read_shelf(named_by(Position(())), AnonymousUser(), timezone.now())
    assert not shelf.services
    assert not shelf.articles


def test_it_can_be_kept_on_disk():
    found = _read()
    again = pickle.loads(pickle.dumps(found))
    assert again.guide == found.guide
    assert again.shelf.services.keys() == found.shelf.services.keys()
