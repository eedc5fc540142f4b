from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.core import signing
from django.test import Client

from referrals.models import Question
from referrals.releases import preview

pytestmark = pytest.mark.django_db

DRAFT = "/verwijzen/concept/"


@pytest.fixture(autouse=True)
def changed_draft():
    Question.objects.filter(slug="gevaar").update(text_nl="Een concept van een vraag?")


def test_editors_walk_the_draft_and_visitors_the_release(admin_client, client):
    html = admin_client.get(DRAFT).content.decode()
    assert "Een concept van een vraag?" in html
    assert "Dit is niet wat bezoekers zien" in html
    assert "Een concept van een vraag?" not in client.get("/verwijzen/").content.decode()


def test_visitors_are_refused_in_plain_words(client):
    response = client.get(DRAFT)
    assert response.status_code == 403
    assert "werkt niet" in response.content.decode()


def test_a_signed_link_opens_the_draft_and_stays_in_it():
    link = preview.shared_link()
    html = Client().get(link).content.decode()
    assert "Een concept van een vraag?" in html
    key = urlsplit(link).query
    response = Client().get(f"{DRAFT}?{key}&gevaar=ja&verder=gevaar")
    assert response.url == f"{DRAFT}?{key}&gevaar=ja"
    html = Client().get(response.url).content.decode()
    assert "Bel nu 112" in html
    assert "uitgave 0" not in html


def test_a_changed_link_is_refused(client):
    assert client.get(preview.shared_link() + "x").status_code == 403
    forged = signing.dumps(preview.GUIDE_SLUG, salt="another")
    assert client.get(DRAFT, {"sleutel": forged}).status_code == 403


def test_an_expired_link_is_refused(client, monkeypatch):
    link = preview.shared_link()
    monkeypatch.setattr(preview, "LINK_LIFETIME", timedelta(seconds=-1))
    assert client.get(link).status_code == 403


@pytest.mark.parametrize("key", ["", "\x00", "x" * 10_000, "é", ":::"])
def test_a_key_that_is_none_is_refused(client, key):
    assert client.get(DRAFT, {"sleutel": key}).status_code == 403


def test_a_draft_is_not_kept_and_not_found(admin_client):
    response = admin_client.get(DRAFT)
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex"


def test_a_user_who_is_no_editor_is_refused(client, django_user_model):
    client.force_login(django_user_model.objects.create_user("lezer", password="x"))
    assert client.get(DRAFT).status_code == 403
