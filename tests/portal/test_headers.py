"""What every response tells the browser."""

import pytest

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
