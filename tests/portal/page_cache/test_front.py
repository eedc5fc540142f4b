"""The short way gives what Django gives, to the plainest requests only."""

import importlib
import sys

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from knowledge.models import Service
from portal.page_cache import warming
from portal.page_cache.front import in_front_of
from portal.page_cache.page import next_midnight
from tests.portal.addresses import OUTCOMES

pytestmark = pytest.mark.django_db

DESK = "/loketten/comensha/"
RESULT = f"/verwijzen/?{OUTCOMES[0]}"


class Site:
    """A server's view of the portal: what it answers, and how often Django was asked."""

    def __init__(self):
        self.asked = 0
        self._django = WSGIHandler()
        self._front = in_front_of(self._counted)

    def _counted(self, environ, start_response):
        self.asked += 1
        return self._django(environ, start_response)

    def get(self, address, **options):
        return self._asked(self._front, address, **options)

    def from_django(self, address, **options):
        return self._asked(self._django, address, **options)

    def _asked(self, application, address, method="GET", secure=False, **headers):
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        environ = RequestFactory(headers=named).generic(method, address, secure=secure).environ
        told = []
        environ = {"HTTP_HOST": "127.0.0.1", **environ, "wsgi.errors": sys.stderr}
        body = application(environ, lambda status, sent: told.extend((status, dict(sent))))
        answer = (*told, b"".join(body))
        getattr(body, "close", lambda: None)()
        return answer


@pytest.fixture
def site(page_cache, monkeypatch):
    # A request that ends closes its connection, which holds what this test did.
    monkeypatch.setattr("django.core.signals.request_finished.send", lambda **_signal: None)
    monkeypatch.setattr("django.core.signals.request_started.send", lambda **_signal: None)
    return Site()


@pytest.mark.parametrize("address", ["/", DESK, RESULT, "/en/over/"])
@pytest.mark.parametrize("headers", [{}, {"accept_encoding": "gzip"}, {"if_none_match": "*"}])
def test_it_says_all_that_django_says_and_asks_one_tiny_query(site, address, headers):
    site.get(address)
    site.asked = 0
    with CaptureQueriesContext(connection) as caught:
        answer = site.get(address, **headers)
    assert site.asked == 0
    assert [query["sql"][:16] for query in caught] == ["SELECT SUM(mark)"]
    assert answer == site.from_django(address, **headers)


def test_an_edit_is_seen_at_the_next_request(site):
    site.get(DESK)
    Service.objects.filter(slug="comensha").first().save()
    site.asked = 0
    site.get(DESK)
    assert site.asked == 1
    site.get(DESK)
    assert site.asked == 1


def test_a_page_is_not_given_when_it_is_no_longer_true(site, monkeypatch):
    site.get(DESK)
    midnight = next_midnight(timezone.now())
    monkeypatch.setattr(timezone, "now", lambda: midnight)
    site.asked = 0
    site.get(DESK)
    assert site.asked == 1


def test_only_the_plainest_requests_go_the_short_way(site):
    site.get(DESK)
    site.asked = 0
    others = [
        {"method": "HEAD"},
        {"method": "POST"},
        {"cookie": "sessionid=somebody"},
        {"cookie": "csrftoken=1; sessionid=somebody"},
        {"host": "elders.example"},
        {"host": "127.0.0.1:80:80"},
    ]
    for count, other in enumerate(others, start=1):
        site.get(DESK, **other)
        assert site.asked == count, other
    assert site.get(DESK, host="elders.example")[0].startswith("400")


def test_http_is_sent_to_https(settings, site):
    site.get(DESK)
    settings.SECURE_SSL_REDIRECT = True
    strict = Site()
    assert strict.get(DESK)[0].startswith("301")
    assert strict.get(DESK, secure=True)[0] == "200 OK"
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    behind = Site()
    assert behind.get(DESK, x_forwarded_proto="http")[0].startswith("301")
    asked = behind.asked
    assert behind.get(DESK, x_forwarded_proto="https")[0] == "200 OK"
    assert behind.asked == asked


def test_without_a_database_django_says_what_it_can(site, database_away):
    site.get(DESK)
    database_away()
    site.asked = 0
    status, headers, _body = site.get(DESK)
    assert (status, headers["Cache-Control"], site.asked) == ("200 OK", "no-store", 1)


def test_nothing_stands_in_front_when_pages_are_not_kept(settings):
    settings.PAGE_CACHE = False
    application = WSGIHandler()
    assert in_front_of(application) is application


def test_the_production_server_comes_in_by_it(page_cache, monkeypatch):
    begun = []
    monkeypatch.setattr(warming, "begin", lambda: begun.append("warming"))
    monkeypatch.delitem(sys.modules, "portal.wsgi", raising=False)
    door = importlib.import_module("portal.wsgi")
    monkeypatch.delitem(sys.modules, "portal.wsgi")
    assert isinstance(door.django, WSGIHandler)
    assert door.application.__module__ == "portal.page_cache.front"
    assert begun == ["warming"]
