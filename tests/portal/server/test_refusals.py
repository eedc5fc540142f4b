from http import HTTPStatus

import pytest

from portal.server.refusals import refusals


@pytest.fixture(scope="module")
def pages():
    return refusals()


def test_each_page_has_112_and_the_guide_in_its_language(pages):
    assert len({page.body for page in pages.values()}) == len(pages)
    for (language, status), page in pages.items():
        text = page.body.decode()
        assert page.status == status
        assert f'lang="{language}"' in text
        assert 'href="tel:112"' in text
        assert ("/en/verwijzen/" if language == "en" else '"/verwijzen/') in text


def test_they_have_the_headers_of_every_page(pages):
    for page in pages.values():
        headers = {name.lower(): value for name, value in page.headers}
        assert headers["cache-control"] == "no-store"
        assert "default-src" in headers["content-security-policy"]
        assert int(headers["content-length"]) == len(page.body)


def test_who_comes_when_it_is_busy_is_told_when_to_come_back(pages):
    for (_language, status), page in pages.items():
        assert ("Retry-After" in dict(page.headers)) == (status == HTTPStatus.SERVICE_UNAVAILABLE)
