"""The rows of a desk's page are cached while the content stays the same, for visitors alone."""

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from knowledge.caching import derived
from knowledge.caching.content_version import content_changed
from knowledge.models import Organisation, Service
from knowledge.pages import service_rows as module
from knowledge.pages.service_rows import service_rows

pytestmark = pytest.mark.django_db
VISITOR = AnonymousUser()
SLUG = "veilig-thuis"
URL = f"/loketten/{SLUG}/"


@pytest.fixture
def outside_transaction(monkeypatch):
    """As in a new process; tests run in a transaction, in which nothing is cached."""
    monkeypatch.setattr(derived, "connection", SimpleNamespace(in_atomic_block=False))
    cached = derived.DerivedContent.snapshot()
    derived.DerivedContent.clear()
    yield
    derived.DerivedContent.restore(cached)


@pytest.mark.usefixtures("outside_transaction")
def test_rows_are_read_once_and_again_after_a_change():
    first = service_rows(VISITOR, SLUG)
    assert service_rows(VISITOR, SLUG) is first
    content_changed()
    assert service_rows(VISITOR, SLUG) is not first


@pytest.mark.usefixtures("outside_transaction")
def test_each_language_has_its_own():
    first = service_rows(VISITOR, SLUG)
    with translation.override("en"):
        assert service_rows(VISITOR, SLUG) is not first


@pytest.mark.usefixtures("outside_transaction")
def test_what_somebody_with_rights_sees_is_not_cached():
    service_rows(VISITOR, SLUG)
    Service.objects.filter(slug=SLUG).update(restricted=True)
    assert service_rows(User(is_superuser=True, is_active=True), SLUG)[0].restricted
    assert not service_rows(VISITOR, SLUG)[0].restricted  # no signal told of the update


def test_nothing_is_cached_inside_a_transaction(monkeypatch):
    monkeypatch.setattr(derived, "connection", SimpleNamespace(in_atomic_block=True))
    assert service_rows(VISITOR, SLUG) is not service_rows(VISITOR, SLUG)


@pytest.mark.usefixtures("outside_transaction")
def test_a_full_cache_grows_no_further(monkeypatch):
    monkeypatch.setattr(module, "MAX_PAGES", 1)
    service_rows(VISITOR, SLUG)
    assert service_rows(VISITOR, "comensha") is not service_rows(VISITOR, "comensha")
    assert service_rows(VISITOR, SLUG) is service_rows(VISITOR, SLUG)


@pytest.mark.usefixtures("outside_transaction")
def test_a_page_shows_an_edit_at_once(client):
    client.get(URL)
    with CaptureQueriesContext(connection) as queries:
        client.get(URL)
    assert {query["sql"] for query in queries} == {"SELECT SUM(mark) FROM knowledge_contentchange"}
    service = Service.objects.get(slug=SLUG)
    service.name_nl = "Een andere naam"
    service.save()
    assert "Een andere naam" in client.get(URL).content.decode()


@pytest.mark.usefixtures("outside_transaction")
def test_a_desk_that_is_hidden_is_gone_at_once(client):
    assert client.get(URL).status_code == 200
    organisation = Organisation.objects.get(services__slug=SLUG)
    organisation.restricted = True
    organisation.save()
    assert client.get(URL).status_code == 404
