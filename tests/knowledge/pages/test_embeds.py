"""Embedded desks, and the list of embed codes."""

import re
from html import unescape

import pytest
from django.test import Client

from knowledge.models import ContactDetail, Service, Status
from knowledge.pages import paging
from tests.people import made_person

pytestmark = pytest.mark.django_db

FRAME = "/insluiten/loketten/comensha/"


@pytest.fixture
def reader() -> Client:
    person = made_person("reader")
    assert person.has_perm("knowledge.see_restricted")
    client = Client()
    client.force_login(person)
    return client


def html_of(client, address=FRAME) -> str:
    return client.get(address).content.decode()


def test_the_number_is_a_link_that_dials_and_the_rest_stands_beside_it(client):
    html = html_of(client)
    assert '<a class="number" href="tel:+31334481186" translate="no">033 448 11 86</a>' in html
    assert "Mail" in html or "E-mail" in html
    assert re.search(r"Nu (open|gesloten), ", html)
    assert "Nog niet bevestigd" in html
    assert re.search(r'href="/loketten/comensha/" target="_blank" rel="noopener"', html)
    assert re.search(r"Zo was het op \d+ \w+ \d{4} om \d\d:\d\d\.", html)


def test_english_stands_beside_it(client):
    html = html_of(client, "/en" + FRAME)
    assert '<html lang="en">' in html
    assert 'href="/en/loketten/comensha/" target="_blank"' in html


def test_it_has_no_script_no_form_and_no_cookie(client):
    response = client.get(FRAME)
    html = response.content.decode()
    for word in ("<script", "<form", "<input", "<img", " style="):
        assert word not in html
    assert not re.search(r"\son\w+=", html)
    assert not response.cookies


def test_links_that_leave_the_frame_open_beside_the_page_around_it(client):
    for slug in Service.objects.published().values_list("slug", flat=True):
        html = html_of(client, f"/insluiten/loketten/{slug}/")
        for link in re.findall(r"<a [^>]*>", html):
            assert 'href="tel:' in link or ('target="_blank"' in link and "noopener" in link), link


def test_who_is_signed_in_sees_in_it_what_everyone_sees(client, reader):
    detail = ContactDetail.objects.get(slug="comensha-telefoon")
    detail.restricted = True
    detail.save()
    for visitor in (client, reader):
        assert "448 11 86" not in html_of(visitor)


@pytest.mark.parametrize(
    "hidden", [{"restricted": True}, {"status": Status.DRAFT}, {"status": Status.ARCHIVED}]
)
def test_a_desk_that_is_gone_says_so_in_the_frame(client, reader, hidden):
    Service.objects.filter(slug="comensha").update(**hidden)
    never = client.get("/insluiten/loketten/nooit-geweest/")
    for visitor in (client, reader):
        response = visitor.get(FRAME)
        assert response.status_code == 404
        assert response.content == never.content
        assert "frame-ancestors *" in response["Content-Security-Policy"]
        assert "Dit loket staat er niet" in response.content.decode()
        assert FRAME not in html_of(visitor, "/insluiten/")


def test_the_list_has_a_line_to_copy_for_every_desk(client):
    html = html_of(client, "/insluiten/")
    lines = [unescape(line) for line in re.findall(r'<code class="take">(.*?)</code>', html, re.S)]
    slugs = list(Service.objects.published().values_list("slug", flat=True))
    assert len(lines) == len(slugs)
    for slug in slugs:
        wanted = f'<iframe src="http://testserver/insluiten/loketten/{slug}/" title="'
        assert any(line.startswith(wanted) for line in lines), slug
        assert f"http://testserver/loketten/{slug}/" in html


def test_a_long_list_comes_in_pages(client, monkeypatch):
    monkeypatch.setattr(paging, "PER_PAGE", 3)
    for page in ("1", "2"):
        html = html_of(client, f"/insluiten/?pagina={page}")
        assert html.count('<code class="take">') == 3
    assert 'rel="prev"' in html


def test_the_list_in_english_gives_frames_in_english(client):
    html = html_of(client, "/en/insluiten/")
    assert "http://testserver/en/insluiten/loketten/comensha/" in html
    assert "http://testserver/insluiten/" not in html


def test_a_name_cannot_break_out_of_the_line_to_copy(client):
    Service.objects.filter(slug="comensha").update(name_nl='"><script>x</script>')
    html = html_of(client, "/insluiten/")
    assert "<script>x" not in html
    line = next(
        unescape(code) for code in re.findall(r"<code.*?>(.*?)</code>", html) if "comensha" in code
    )
    assert "<script>" not in line
    assert 'title="&quot;&gt;&lt;script' in line
