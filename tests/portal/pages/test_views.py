import logging

import pytest
from django.test import Client, override_settings
from django.urls import path

from portal.urls import handler400, handler403, handler404, handler500, urlpatterns

pytestmark = pytest.mark.django_db


def test_home_shows_the_guide_and_the_numbers(client):
    html = client.get("/").content.decode()
    assert 'href="/verwijzen/"' in html
    for number in ("112", "0800-2000", "0800-0188", "0900-8844", "033 448 11 86"):
        assert number in html


PARENT = "/verwijzen/?rol=ouder"


@pytest.mark.parametrize(
    "address", ["/", "/zoeken/", "/zoeken/?q=comensha", "/zoeken/?q=xqzzwv", "/verwijzen/"]
)
def test_a_boy_or_parent_finds_the_way_into_the_guide(client, address):
    html = client.get(address).content.decode()
    line = f'<a href="{PARENT}">Gaat het over uzelf, of bent u ouder?</a>'
    assert html.count(line) == 1


def test_the_line_for_a_boy_or_parent_stands_below_what_a_professional_needs(client):
    """Not before the button that starts the guide, the found results or the answers."""
    for address, first in (
        ("/", "Start de wegwijzer"),
        ("/zoeken/?q=comensha", "tel:+31334481186"),
        ("/verwijzen/", ">Verder<"),
    ):
        html = client.get(address).content.decode()
        assert 0 < html.index(first) < html.index(PARENT), address


def test_the_line_for_a_boy_or_parent_in_english(client):
    html = client.get("/en/").content.decode()
    line = "Is it about yourself, or are you a parent?"
    assert f'<a href="/en{PARENT}">{line}</a>' in html


def test_health_says_only_that_it_runs(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/healthz")
    assert response.content == b"ok"
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize(
    "address",
    ["/nergens/", "/en/nowhere/", "/loketten/bestaat-niet/", "/wetsartikelen/sr-9999/", "/x%00y/",
     "/handreikingen/" + "x" * 10_000 + "/", "/loketten/%F0%9F%98%80/"],
)  # fmt: skip
def test_an_address_that_does_not_exist_still_helps(client, address):
    response = client.get(address)
    html = response.content.decode()
    assert response.status_code == 404
    assert 'href="tel:112"' in html
    assert "/verwijzen/" in html


def test_a_wrong_address_speaks_the_language_of_its_path(client):
    assert "bestaat niet" in client.get("/nergens/").content.decode()
    assert "does not exist" in client.get("/en/nowhere/").content.decode()


def test_a_host_that_is_not_ours_is_refused_politely(client):
    response = client.get("/", headers={"host": "elsewhere.example"})
    html = response.content.decode()
    assert response.status_code == 400
    assert 'href="tel:112"' in html
    assert "elsewhere.example" not in html


def broken(request):
    raise RuntimeError("on purpose")


class BrokenUrls:
    urlpatterns = [path("stuk/", broken), *urlpatterns]
    handler400 = handler400
    handler403 = handler403
    handler404 = handler404
    handler500 = handler500


@override_settings(ROOT_URLCONF=BrokenUrls)
def test_a_fault_of_ours_shows_112_and_no_traceback():
    response = Client(raise_request_exception=False).get("/stuk/")
    html = response.content.decode()
    assert response.status_code == 500
    assert 'href="tel:112"' in html
    assert "on purpose" not in html
    assert "Traceback" not in html


def test_a_form_without_its_token_is_refused_in_plain_words():
    strict = Client(enforce_csrf_checks=True)
    response = strict.post("/account/login/", {"login": "a@b.example", "password": "y"})
    assert response.status_code == 403
    assert "112" in response.content.decode()


@override_settings(ROOT_URLCONF=BrokenUrls)
@pytest.mark.parametrize(
    "path", ["/verwijzen/", "/verwijzen/concept/", "/nergens/", "/stuk/", "/loketten/", "/beheer/"]
)
def test_answers_and_places_are_in_no_log(path, caplog):
    secret = "zeer-herkenbaar"
    with caplog.at_level(logging.DEBUG):
        visitor = Client(raise_request_exception=False)
        visitor.get(path, {"gevaar": "nee", "rol": secret, "gemeente-naam": secret})
        visitor.get(path, {f"{secret}{number}": "1" for number in range(1_001)})
    assert secret not in caplog.text


def test_other_language_keeps_the_page_and_its_answers(client):
    html = client.get("/verwijzen/?gevaar=nee").content.decode()
    assert 'href="/en/verwijzen/?gevaar=nee"' in html
    html = client.get("/en/verwijzen/?gevaar=nee").content.decode()
    assert 'href="/verwijzen/?gevaar=nee"' in html
