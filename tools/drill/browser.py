"""Someone with a browser: cookies, forms, and nothing else. Redirects are seen, not followed."""

from __future__ import annotations

import http.client
from dataclasses import dataclass
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

from tools.drill.forms import Pairs, form_with
from tools.serving import EDITOR

PATIENCE = 60  # seconds


@dataclass(frozen=True, slots=True)
class Page:
    status: int
    location: str
    text: str

    @property
    def is_redirect(self) -> bool:
        return self.status in (301, 302, 303)


class Browser:
    """OSError and http.client.HTTPException when no whole answer came."""

    def __init__(self, address: str) -> None:
        self._place = urlsplit(address).netloc
        self._cookies: dict[str, str] = {}

    def get(self, path: str) -> Page:
        return self._asked("GET", path)

    def post(self, path: str, pairs: Pairs) -> Page:
        return self._asked("POST", path, urlencode(pairs))

    def sign_in(self) -> None:
        """As EDITOR, through the page for it. RuntimeError when that is refused."""
        path = "/account/login/"
        form = form_with(self.get(path).text, "password")
        answer = self.post(path, form.filled(login=EDITOR[0], password=EDITOR[1]))
        if not answer.is_redirect:
            raise RuntimeError(f"signing in was answered with {answer.status}")

    def _asked(self, method: str, path: str, body: str | None = None) -> Page:
        connection = http.client.HTTPConnection(self._place, timeout=PATIENCE)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            text = answer.read().decode()
        finally:
            connection.close()
        for line in answer.headers.get_all("Set-Cookie") or ():
            for name, morsel in SimpleCookie(line).items():
                self._cookies[name] = morsel.value
        return Page(answer.status, answer.headers.get("Location", ""), text)
