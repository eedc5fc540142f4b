"""The shortcut gives the same responses as Django, to the simplest requests only."""

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
from portal.page_cache.page import next_midnight
from portal.page_cache.shortcut import KeptElsewhere, with_shortcut
from tests.portal.addresses import OUTCOMES

pytestmark = pytest.mark.django_db

DESK = "/loketten/comensha/"
RESULT = f"/verwijzen/?{OUTCOMES[0]}"


class Site:
    """The portal as a WSGI server sees it; `calls` counts the requests that reached Django."""

    def __init__(self):
        self.calls = 0
        self._django = WSGIHandler()
        self._shortcut = with_shortcut(self._counted)

    def _counted(self, environ, start_response):
        self.calls += 1
        return self._django(environ, start_response)

    def get(self, address, **options):
        return self._call(self._shortcut, address, **options)

    def from_django(self, address, **options):
        return self._call(self._django, address, **options)

    def _call(self, application, address, method="GET", secure=False, **headers):
        dashed = {name.replace("_", "-"): value for name, value in headers.items()}
        environ = RequestFactory(headers=dashed).generic(method, address, secure=secure).environ
        started = []
        environ = {"HTTP_HOST": "127.0.0.1", **environ, "wsgi.errors": sys.stderr}
        body = application(environ, lambda status, sent: started.extend((status, dict(sent))))
        response = (*started, b"".join(body))
        getattr(body, "close", lambda: None)()
        return response


@pytest.fixture
def site(page_cache, monkeypatch):
    # The end of a request closes its connection, and with it the transaction of this test.
    monkeypatch.setattr("django.core.signals.request_finished.send", lambda **_signal: None)
    monkeypatch.setattr("django.core.signals.request_started.send", lambda **_signal: None)
    return Site()


@pytest.mark.parametrize("address", ["/", DESK, RESULT, "/en/over/"])
@pytest.mark.parametrize("headers", [{}, {"accept_encoding": "gzip"}, {"if_none_match": "*"}])
def test_it_gives_the_same_response_as_django_with_one_small_query(site, address, headers):
    site.get(address)
    site.calls = 0
    with CaptureQueriesContext(connection) as caught:
        response = site.get(address, **headers)
    assert site.calls == 0
    assert [query["sql"][:16] for query in caught] == ["SELECT SUM(mark)"]
    assert response == site.from_django(address, **headers)


def test_an_edit_is_seen_at_the_next_request(site):
    site.get(DESK)
    Service.objects.filter(slug="comensha").first().save()
    site.calls = 0
    site.get(DESK)
    assert site.calls == 1
    site.get(DESK)
    assert site.calls == 1


def test_a_page_that_expired_is_not_served(site, monkeypatch):
    site.get(DESK)
    midnight = next_midnight(timezone.now())
    monkeypatch.setattr(timezone, "now", lambda: midnight)
    site.calls = 0
    site.get(DESK)
    assert site.calls == 1


def test_only_the_simplest_requests_take_the_shortcut(site):
    site.get(DESK)
    site.calls = 0
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
        assert site.calls == count, other
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
    calls = behind.calls
    assert behind.get(DESK, x_forwarded_proto="https")[0] == "200 OK"
    assert behind.calls == calls


def test_without_a_database_requests_go_to_django(site, database_away):
    site.get(DESK)
    database_away()
    site.calls = 0
    status, headers, _body = site.get(DESK)
    assert (status, headers["Cache-Control"], site.calls) == ("200 OK", "no-store", 1)


def fetched(address, version, method="GET", **headers):
    environ = RequestFactory(headers=headers).generic(method, address).environ
    environ = {"HTTP_HOST": "127.0.0.1", **environ}
    kept = KeptElsewhere()
    return kept.page(environ, version) if kept.may_have(environ) else None


def test_what_another_process_made_is_fetched_if_it_is_current(site, another_process, page_cache):
    site.get(DESK)
    version = page_cache.current_version()
    another_process()
    assert fetched(DESK, version + 1) is None
    assert fetched(DESK, version, cookie="sessionid=somebody") is None
    assert fetched(DESK, version, method="POST") is None
    assert fetched("/loketten/", version) is None
    page = fetched(DESK, version)
    assert "CoMensha" in page.current_response(version, {}).body.decode()


def test_answers_are_looked_for_in_no_store(site, page_cache):
    site.get(RESULT)
    assert fetched(RESULT, page_cache.current_version()) is None


def test_there_is_no_shortcut_without_the_page_cache(settings):
    settings.PAGE_CACHE = False
    application = WSGIHandler()
    assert with_shortcut(application) is application


def test_the_wsgi_entry_point_has_the_shortcut(page_cache, monkeypatch):
    started = []
    monkeypatch.setattr(warming, "start", lambda: started.append("warming"))
    monkeypatch.delitem(sys.modules, "portal.wsgi", raising=False)
    entry_point = importlib.import_module("portal.wsgi")
    monkeypatch.delitem(sys.modules, "portal.wsgi")
    assert isinstance(entry_point.django, WSGIHandler)
    assert entry_point.application.__module__ == "portal.page_cache.shortcut"
    assert started == ["warming"]
