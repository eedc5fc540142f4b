"""A minimal browser with cookies and forms. Redirects are returned, not followed."""

from __future__ import annotations

import http.client
from dataclasses import dataclass
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

from tools.drill.forms import Pairs, form_with
from tools.serving import EDITOR

TIMEOUT = 60  # seconds
_FORM = "application/x-www-form-urlencoded"
_BOUNDARY = "between-the-parts"


@dataclass(frozen=True, slots=True)
class Page:
    status: int
    location: str
    text: str

    @property
    def is_redirect(self) -> bool:
        return self.status in (301, 302, 303)


class Browser:
    """Requests raise OSError or http.client.HTTPException when the response is incomplete."""

    def __init__(self, address: str) -> None:
        self._host = urlsplit(address).netloc
        self._cookies: dict[str, str] = {}

    def get(self, path: str) -> Page:
        return self._request("GET", path)

    def post(self, path: str, pairs: Pairs) -> Page:
        return self._request("POST", path, urlencode(pairs))

    def post_file(self, path: str, pairs: Pairs, name: str, data: bytes) -> Page:
        """Send a form with a file in field `name`."""
        between = f"--{_BOUNDARY}\r\nContent-Disposition: form-data; name="
        fields = "".join(f'{between}"{field}"\r\n\r\n{value}\r\n' for field, value in pairs)
        head = f'{fields}{between}"{name}"; filename="{name}.csv"\r\n\r\n'
        body = head.encode() + data + f"\r\n--{_BOUNDARY}--\r\n".encode()
        return self._request("POST", path, body, f"multipart/form-data; boundary={_BOUNDARY}")

    def sign_in(self) -> None:
        """Sign in as EDITOR through the login form. Raises RuntimeError when rejected."""
        path = "/account/login/"
        form = form_with(self.get(path).text, "password")
        response = self.post(path, form.filled(login=EDITOR[0], password=EDITOR[1]))
        if not response.is_redirect:
            raise RuntimeError(f"signing in was responseed with {response.status}")

    def _request(
        self, method: str, path: str, body: str | bytes | None = None, kind: str = _FORM
    ) -> Page:
        connection = http.client.HTTPConnection(self._host, timeout=TIMEOUT)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}
        if body is not None:
            headers["Content-Type"] = kind
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            text = response.read().decode()
        finally:
            connection.close()
        for line in response.headers.get_all("Set-Cookie") or ():
            for name, morsel in SimpleCookie(line).items():
                self._cookies[name] = morsel.value
        return Page(response.status, response.headers.get("Location", ""), text)
