"""Articles of law: whether somebody read the wording, and what may have changed since."""

import pytest

from knowledge.models import LegalArticle, Source

pytestmark = pytest.mark.django_db

UNREAD = "De tekst van dit artikel is niet nagelezen."
READ = "Tekst nagelezen zoals die gold op 1 januari 2026"


def page(client, slug: str) -> str:
    return client.get(f"/wetsartikelen/{slug}/").content.decode()


def test_a_wording_that_was_read_has_its_day_and_source(client):
    html = page(client, "sr-248")
    assert f"{READ}, in:" in html
    assert 'href="/bronnen/?bij=wetboek-van-strafrecht#wetboek-van-strafrecht"' in html
    assert ">Geldt vandaag<" in html
    assert UNREAD not in html


def test_a_wording_that_was_not_read_does_not_simply_apply(client):
    html = page(client, "sr-251")
    assert UNREAD in html
    assert ">Geldt vandaag<" not in html
    assert "Geldt vandaag, voor zover wij weten" in html


def test_a_change_that_may_have_been_made_is_said(client):
    article = LegalArticle.objects.get(slug="sr-248")
    article.pending_change_nl = "Wetsvoorstel 1 kan dit artikel hebben gewijzigd."
    article.pending_change_en = "Bill 1 may have changed this article."
    article.save()
    html = page(client, "sr-248")
    assert "Wetsvoorstel 1 kan" in html
    assert "Geldt vandaag, voor zover wij weten" in html
    assert "Bill 1 may" in client.get("/en/wetsartikelen/sr-248/").content.decode()


def test_the_list_says_it_too(client):
    html = client.get("/wetsartikelen/").content.decode()
    assert UNREAD in html
    assert READ in html


def test_a_source_that_is_hidden_is_not_named(client):
    Source.objects.filter(slug="wetboek-van-strafrecht").update(restricted=True)
    html = page(client, "sr-248")
    assert READ in html
    assert "bij=wetboek-van-strafrecht" not in html
