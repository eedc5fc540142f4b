import pytest
from django.conf import settings
from django.test import Client

from portal.server.senders import may_send_files

pytestmark = pytest.mark.django_db


def environ_of(client: Client):
    cookie = client.cookies.get(settings.SESSION_COOKIE_NAME)
    value = f"{settings.SESSION_COOKIE_NAME}={cookie.value}" if cookie else ""
    return {"REQUEST_METHOD": "POST", "PATH_INFO": "/", "HTTP_COOKIE": value}


@pytest.fixture
def quiet(monkeypatch):
    """The connection of a test outlives the request."""
    monkeypatch.setattr("portal.server.senders.close_old_connections", lambda: None)


def test_an_editor_may(quiet, django_user_model):
    client = Client()
    client.force_login(django_user_model.objects.create_user("redactie", is_staff=True))
    assert may_send_files(environ_of(client))


def test_others_may_not(quiet, django_user_model):
    client = Client()
    assert not may_send_files(environ_of(client))
    client.force_login(django_user_model.objects.create_user("lezer"))
    assert not may_send_files(environ_of(client))
    forged = {
        "REQUEST_METHOD": "POST",
        "HTTP_COOKIE": f"{settings.SESSION_COOKIE_NAME}=" + "a" * 32,
    }
    assert not may_send_files(forged)
