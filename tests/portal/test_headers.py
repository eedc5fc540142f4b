"""Response headers."""

import re

import pytest

from tests.portal.every_url import admin_urls, one_url_per_route

pytestmark = pytest.mark.django_db

OURS = ("/beheer/", "/account/")
WANTED = {
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
}


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/nergens/",
        "/verwijzen/?x=1",
        "/beheer/login/",
        "/account/login/",
        "/healthz",
        "/static/css/admin.css",
    ],
)
def test_every_response_is_strict(client, address):
    response = client.get(address)
    response.close()
    wanted = {**WANTED, "Referrer-Policy": "same-origin"} if address.startswith(OURS) else WANTED
    assert {name: response.get(name) for name in WANTED} == wanted
    assert "camera=()" in response["Permissions-Policy"]


@pytest.mark.parametrize("address", ["/", "/nergens/", "/account/login/"])
def test_nothing_inline_and_nothing_from_elsewhere_is_allowed(client, address):
    policy = client.get(address)["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


def test_pages_have_nothing_inline(client):
    for address in ("/", "/verwijzen/", "/loketten/", "/account/login/"):
        html = client.get(address).content.decode()
        assert "<style" not in html
        assert " style=" not in html
        assert " onclick=" not in html
        assert "<script>" not in html


FRAME = re.compile(r"(/en)?/insluiten/loketten/[\w-]+/")


def framing(response) -> tuple[bool, bool]:
    """Whether each of the headers on framing allows it to other sites."""
    policy = response.get("Content-Security-Policy", "")
    return (
        "frame-ancestors *" in policy and "frame-ancestors 'none'" not in policy,
        not response.has_header("X-Frame-Options"),
    )


@pytest.mark.walk
def test_a_desk_for_another_site_is_the_only_page_that_may_be_framed(client):
    framed, faults = set(), []
    both = [before + one for before in ("", "/en") for one in one_url_per_route()]
    for address in [*both, *admin_urls({}), "/insluiten/loketten/nergens/"]:
        response = client.get(address)
        wanted = bool(FRAME.fullmatch(address))
        framed |= {address} if wanted else set()
        if set(framing(response)) != {wanted}:
            faults.append(address)
        shared = response["Cross-Origin-Resource-Policy"] == "cross-origin"
        if shared != (wanted or address.startswith("/api/")):
            faults.append(address)
    assert faults == []
    assert len(framed) == 3


def test_a_framed_page_may_do_less_than_others(client):
    def policy(address: str) -> set[str]:
        found = client.get(address)["Content-Security-Policy"].split(";")
        return {one.strip() for one in found}

    frame = client.get("/insluiten/loketten/comensha/")
    assert policy("/insluiten/loketten/comensha/") == {
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self' data:",
        "form-action 'none'",
        "frame-ancestors *",
        "base-uri 'none'",
    }
    others = ("X-Frame-Options", "Cross-Origin-Resource-Policy")
    assert {name: frame.get(name) for name in WANTED if name not in others} == {
        name: value for name, value in WANTED.items() if name not in others
    }
