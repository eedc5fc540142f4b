"""A small identity provider that runs in the process of the tests."""

import base64
import json
import time
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.test import Client

START = "/account/oidc/organisatie/login/"
EMAIL = "editor@voorbeeld.example"


def encoded(value: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


class Provider(BaseHTTPRequestHandler):
    """A stub of an identity provider, at which `person` is signed in."""

    person: dict[str, Any] = {}

    def log_message(self, *_arguments: object) -> None:
        pass

    def do_GET(self) -> None:
        base = f"http://{self.headers['Host']}"
        if self.path == "/userinfo":
            return self.answer(self.person)
        names = ("authorization", "token", "userinfo", "jwks")
        paths = {f"{name}_endpoint": f"{base}/{name}" for name in names}
        return self.answer({"issuer": base, "jwks_uri": f"{base}/jwks", **paths})

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        now = int(time.time())
        claims = {"iss": f"http://{self.headers['Host']}", "aud": "wijzer", "iat": now}
        claims = {**claims, "exp": now + 60, **self.person}
        token = f"{encoded({'alg': 'RS256'})}.{encoded(claims)}.{encoded({})}"
        self.answer({"access_token": "x", "token_type": "Bearer", "id_token": token})

    def answer(self, value: dict[str, Any]) -> None:
        body = json.dumps(value).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def sign_in(client: Client, process: str = "login") -> Any:
    """Follow the redirect to the provider and back."""
    there = client.get(START, {"next": "/beheer/", "process": process})
    assert there.status_code == 302
    query = parse_qs(urlsplit(there.url).query)
    assert query["redirect_uri"] == ["http://testserver/account/oidc/organisatie/login/callback/"]
    return client.get(f"{START}callback/", {"code": "c", "state": query["state"][0]})
