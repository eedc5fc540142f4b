"""Articles of law: whether somebody read the wording, and what may have changed since."""

from datetime import date

import pytest
from django.utils import translation
from django.utils.formats import date_format
from django.utils.html import escape

from knowledge.models import Guidance, LegalArticle, Source

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


def test_guidance_says_both_dates_of_the_articles_it_names(client):
    guidance = Guidance.objects.get(slug="bedenktijd")
    guidance.articles.set(LegalArticle.objects.filter(slug__in=["sr-247", "sr-245-oud"]))
    html = client.get("/handreikingen/bedenktijd/").content.decode()
    assert "Geldt sinds 1 juli 2024: 247. Tot en met 30 juni 2024: 245." in html
    assert "Tekst van 1 januari 2026 nagelezen in “Wetboek van Strafrecht”: 247." in html
    guidance.articles.add(LegalArticle.objects.get(slug="sr-245"))
    html = client.get("/handreikingen/bedenktijd/").content.decode()
    assert "nagelezen in “Wetboek van Strafrecht”: 245, 247." in html
    assert "Tekst niet nagelezen: 245 (oud)." in html
    guidance.articles.clear()
    assert "nagelezen" not in client.get("/handreikingen/bedenktijd/").content.decode()


def test_the_list_says_it_too(client):
    html = client.get("/wetsartikelen/").content.decode()
    assert UNREAD in html
    assert READ in html


def test_a_source_that_is_hidden_is_not_named(client):
    Source.objects.filter(slug="wetboek-van-strafrecht").update(restricted=True)
    html = page(client, "sr-248")
    assert READ in html
    assert "bij=wetboek-van-strafrecht" not in html


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_every_article_says_since_when_and_who_read_it(client, prefix):
    """Both dates, or that they are not known, and whatever may have changed the wording."""
    for article in LegalArticle.objects.all():
        html = client.get(f"{prefix}/wetsartikelen/{article.slug}/").content.decode()
        says = dates_of(article, "en" if prefix else "nl")
        assert [line for line in says if line not in html] == [], article.slug


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("day", [date(2026, 11, 30), date(2024, 6, 30)])
def test_the_list_says_so_of_each(client, prefix, day):
    html = client.get(f"{prefix}/wetsartikelen/?op={day}").content.decode()
    items = html.split('<li class="sheet">')[1:]
    articles = list(LegalArticle.objects.applying_on(day))
    assert len(items) == len(articles)
    for article, item in zip(articles, items, strict=True):
        says = dates_of(article, "en" if prefix else "nl")
        assert [line for line in says if line not in item] == [], article.slug


def dates_of(article, language):
    """Texts that a page with this article must contain."""
    with translation.override(language):
        if article.in_force_from:
            yield date_format(article.in_force_from, "j F Y")
        elif article.in_force_until:
            yield article.summary.split(".")[0]
        else:
            yield {
                "nl": "Sinds wanneer het geldt, weten wij niet.",
                "en": "We do not know since when it has been in force.",
            }[language]
        if article.text_seen_on:
            yield date_format(article.text_seen_on, "j F Y")
            yield article.text_seen_source.dated_title
        else:
            yield {"nl": UNREAD, "en": "We have not read the wording of this article."}[language]
        yield escape(article.pending_change)


def test_no_shipped_article_is_assured_that_nobody_read():
    unread = LegalArticle.objects.filter(text_seen_on=None)
    assert unread
    assert not any(article.is_assured for article in unread)
    assert not LegalArticle.objects.filter(number__startswith="254").exists()
