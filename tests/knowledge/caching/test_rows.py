"""What visitors read is kept while the content stays the same, and not a moment longer."""

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from knowledge.caching import rows as module
from knowledge.caching.content_version import content_changed
from knowledge.caching.rows import kept
from knowledge.models import Organisation, Service

pytestmark = pytest.mark.django_db
VISITOR = AnonymousUser()


@pytest.fixture
def outside(monkeypatch):
    """As in a request of a new process; a test runs in a transaction, where nothing is kept."""
    monkeypatch.setattr(module, "connection", SimpleNamespace(in_atomic_block=False))
    monkeypatch.setattr(module, "_keeper", module._Keeper())


@pytest.fixture
def read():
    """Counts how often it reads."""

    def reading():
        reading.times += 1
        return [reading.times]

    reading.times = 0
    return reading


@pytest.mark.usefixtures("outside")
def test_it_is_read_once(read):
    assert kept(VISITOR, ("one",), read) is kept(VISITOR, ("one",), read)
    assert kept(VISITOR, ("two",), read) == [2]


@pytest.mark.usefixtures("outside")
def test_after_a_change_it_is_read_anew(read):
    kept(VISITOR, ("one",), read)
    content_changed()
    assert kept(VISITOR, ("one",), read) == [2]


@pytest.mark.usefixtures("outside")
def test_each_day_and_language_has_its_own(read, monkeypatch):
    kept(VISITOR, ("one",), read)
    with translation.override("en"):
        assert kept(VISITOR, ("one",), read) == [2]
    day = timezone.localdate()
    monkeypatch.setattr(module.timezone, "localdate", lambda: day.replace(year=day.year + 1))
    assert kept(VISITOR, ("one",), read) == [3]


@pytest.mark.usefixtures("outside")
def test_who_sees_restricted_entries_has_his_own(read):
    kept(VISITOR, ("one",), read)
    assert kept(User(is_superuser=True, is_active=True), ("one",), read) == [2]
    assert kept(VISITOR, ("one",), read) == [1]


def test_nothing_is_kept_inside_a_transaction(read, monkeypatch):
    monkeypatch.setattr(module, "connection", SimpleNamespace(in_atomic_block=True))
    kept(VISITOR, ("one",), read)
    assert kept(VISITOR, ("one",), read) == [2]


@pytest.mark.usefixtures("outside")
def test_a_full_shelf_is_begun_anew(read, monkeypatch):
    monkeypatch.setattr(module, "MOST", 2)
    for name in ("one", "two", "three"):
        kept(VISITOR, (name,), read)
    assert kept(VISITOR, ("one",), read) == [4]


@pytest.mark.usefixtures("outside")
def test_a_page_shows_an_edit_at_once(client):
    address = "/loketten/veilig-thuis/"
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    assert len(queries) == 1
    service = Service.objects.get(slug="veilig-thuis")
    service.name_nl = "Een andere naam"
    service.save()
    assert "Een andere naam" in client.get(address).content.decode()


@pytest.mark.usefixtures("outside")
def test_a_desk_that_is_hidden_is_gone_at_once(client):
    assert client.get("/loketten/veilig-thuis/").status_code == 200
    organisation = Organisation.objects.get(services__slug="veilig-thuis")
    organisation.restricted = True
    organisation.save()
    assert client.get("/loketten/veilig-thuis/").status_code == 404
