"""A provider that does not answer costs seconds once, and never an error page."""

import socket
import time

import pytest

from portal.outgoing import provider as calls
from tests.people import made_person
from tests.portal.accounts.organisation.conftest import provider
from tests.portal.accounts.organisation.provider import START, Provider, sign_in

__all__ = ["provider"]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_remembered():
    yield
    calls._away_until.clear()
    calls._discovered.clear()


@pytest.fixture
def hanging(settings):
    """A provider that accepts connections and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        app = {"provider_id": "organisatie", "name": "Gemeente X", "client_id": "wijzer"}
        app |= {"secret": "s", "settings": {"server_url": address}}
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
        yield address


@pytest.mark.usefixtures("hanging")
def test_it_is_said_after_the_deadline_and_then_at_once(client, monkeypatch):
    monkeypatch.setattr(calls, "DEADLINE", 0.3)
    first = client.get(START)
    assert first.status_code == 401
    assert "gaf geen antwoord" in first.content.decode()
    began = time.monotonic()
    assert client.get(START).status_code == 401
    assert client.get(f"{START}callback/", {"code": "c", "state": "x"}).status_code == 401
    assert time.monotonic() - began < 0.3


def test_where_the_provider_is_reached_is_asked_once(client, provider, monkeypatch):
    made_person("editor", second_factor=False)
    asked: list[str] = []
    answer = Provider.do_GET

    def counted(self: Provider) -> None:
        asked.append(self.path)
        answer(self)

    monkeypatch.setattr(Provider, "do_GET", counted)
    sign_in(client)
    client.get(START)
    assert sum("well-known" in path for path in asked) == 1


def test_a_provider_that_answers_nonsense(client, provider, monkeypatch):
    monkeypatch.setattr(Provider, "do_GET", lambda self: self.answer({}))
    assert client.get(START).status_code == 401
