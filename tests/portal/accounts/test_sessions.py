"""Session timeouts, and no caching for signed-in users."""

import pytest
from django.conf import settings
from django.test import Client

from portal.accounts.sessions import BEGAN, SEEN
from tests.people import PASSWORD, made_person

pytestmark = pytest.mark.django_db


def shift(client: Client, key: str, seconds: float) -> None:
    session = client.session
    session[key] -= seconds
    session.save()


@pytest.fixture
def editor(client_of) -> Client:
    client = client_of("editor")
    assert client.get("/beheer/").status_code == 200
    return client


def test_who_does_nothing_for_an_hour_signs_in_again(editor):
    shift(editor, SEEN, 3601)
    response = editor.get("/beheer/knowledge/signal/?q=a", follow=True)
    assert response.wsgi_request.path == "/account/login/"
    assert response.wsgi_request.GET["next"] == "/beheer/knowledge/signal/?q=a"
    html = response.content.decode()
    assert "U deed 60 minuten niets" in html
    assert 'value="/beheer/knowledge/signal/?q=a"' in html


def test_who_goes_on_working_stays(editor):
    for _half_hour in range(4):
        shift(editor, SEEN, 1800)
        assert editor.get("/beheer/").status_code == 200


def test_after_twelve_hours_everyone_signs_in_again(editor):
    shift(editor, BEGAN, 12 * 3600 + 1)
    html = editor.get("/beheer/", follow=True).content.decode()
    assert "U was 12 uur ingelogd" in html
    assert "_auth_user_id" not in editor.session


def test_public_pages_go_on_as_for_a_visitor(editor):
    shift(editor, SEEN, 3601)
    html = editor.get("/loketten/").content.decode()
    assert "U deed 60 minuten niets" in html
    assert "Ingelogd als" not in html


def test_signing_in_again_begins_anew(editor):
    made_person("reader", second_factor=False)
    shift(editor, SEEN, 3601)
    editor.get("/")
    editor.post("/account/login/", {"login": "reader@voorbeeld.example", "password": PASSWORD})
    editor.get("/")
    assert editor.session[BEGAN] == editor.session[SEEN]
    assert editor.session.get_expire_at_browser_close()


def test_the_cookie_ends_with_the_browser(client, person_with):
    user = person_with("reader")
    client.post("/account/login/", {"login": user.email, "password": PASSWORD, "remember": "on"})
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    assert cookie["max-age"] == ""
    assert cookie["httponly"]


def test_what_a_signed_in_person_sees_is_kept_nowhere(editor):
    for address in ("/", "/loketten/", "/beheer/", "/nergens/"):
        response = editor.get(address)
        assert response["Cache-Control"] == "private, no-store", address
        assert response["Referrer-Policy"] == "same-origin", address


def test_visitors_are_not_looked_up(client, django_assert_num_queries):
    response = client.get("/over/")
    assert "no-store" not in response.get("Cache-Control", "")
    with django_assert_num_queries(0):  # it has no texts of the content
        client.get("/over/")
