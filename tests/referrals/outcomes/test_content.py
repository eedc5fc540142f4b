"""Content of all outcomes, read once; a result made from it equals one read from the database."""

from urllib.parse import parse_qs

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from knowledge.caching.encoding import decode, encode
from knowledge.models import Guidance, Service
from referrals.flow.paths import all_paths
from referrals.flow.resolving import Position, resolve
from referrals.outcomes.content import (
    _read,
    content_for,
    read_content,
    refs_at_position,
    refs_in_flow,
)
from referrals.outcomes.results import build_result
from referrals.releases.publishing import current_guide
from tests.portal.addresses import OUTCOMES

pytestmark = pytest.mark.django_db


def test_everything_that_any_path_names_is_in_the_refs():
    flow = current_guide().flow
    refs = refs_in_flow(flow)
    for path in all_paths(flow):
        assert path.all_services <= refs.services
        for position in path.positions:
            assert set(position.guidance) <= refs.guidance
        assert set(path.outcome.articles) <= refs.articles
        assert set(path.outcome.resources) <= refs.resources


@pytest.mark.parametrize("query", OUTCOMES)
def test_a_result_from_cached_content_equals_the_one_from_the_database(query):
    published, now = _read(), timezone.now()
    position = resolve(published.guide.flow, parse_qs(query))
    visitor = AnonymousUser()
    assert content_for(position, visitor, now, public=published.content) is published.content
    cached = build_result(position, visitor, now, public=published.content)
    assert cached == build_result(position, visitor, now)


def test_a_user_who_may_see_more_gets_content_of_their_own(person_with):
    Guidance.objects.update(restricted=True)
    published = _read()
    assert published.content.guidance == {}
    reader, path = person_with("reader"), next(all_paths(published.guide.flow))
    own = content_for(path.position, reader, timezone.now(), public=published.content)
    assert own is not published.content


def test_restricted_desks_are_not_in_the_public_content():
    Service.objects.filter(slug="comensha").update(restricted=True)
    assert "comensha" not in _read().content.services


def test_a_position_without_an_outcome_has_no_content():
    content = read_content(refs_at_position(Position(())), AnonymousUser(), timezone.now())
    assert not content.services
    assert not content.articles


def test_it_can_be_kept_and_read_without_a_query(django_assert_num_queries):
    published = _read()
    kept = encode(published)
    with django_assert_num_queries(0):
        again = decode(kept)
        assert again == published
        for slug, service in published.content.services.items():
            details = list(again.content.services[slug].contact_details.all())
            assert details == list(service.contact_details.all())
            assert all(detail.service is again.content.services[slug] for detail in details)
    assert encode(again) == kept
