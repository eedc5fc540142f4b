"""On the running server: mail server and identity provider hang, and nobody notices."""

import logging
import re
import socket
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http.cookiejar import CookieJar

import pytest

from tools.serving import EDITOR, PORTAL, prepared, running

STRANGERS = 24
logger = logging.getLogger(__name__)


class Browser:
    def __init__(self, site: str) -> None:
        self.site = site
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def get(self, path: str, sent: dict[str, str] | None = None) -> tuple[int, str]:
        body = urllib.parse.urlencode(sent).encode() if sent else None
        try:
            with self._opener.open(self.site + path, body, timeout=60) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def send(self, path: str, sent: dict[str, str]) -> tuple[int, str]:
        token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', self.get(path)[1])
        assert token
        return self.get(path, {**sent, "csrfmiddlewaretoken": token[1]})


@pytest.fixture
def site() -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0), backlog=128) as hanging:
        port = str(hanging.getsockname()[1])
        away = {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": port, "EMAIL_USE_TLS": "0"}
        away |= {"OIDC_SERVER_URL": f"http://127.0.0.1:{port}", "OIDC_CLIENT_ID": "wijzer"}
        with (
            prepared(True, **away, OIDC_CLIENT_SECRET="s") as environment,
            running(PORTAL, environment) as server,
        ):
            yield server.address


def ask(site: str, number: int) -> tuple[int, str]:
    """A login link, or a new password for a known or an unknown address."""
    if number % 2:
        return Browser(site).get("/account/oidc/organisatie/login/")
    email = EDITOR[0] if number == 0 else f"vreemd{number}@voorbeeld.example"
    return Browser(site).send("/account/password/reset/", {"email": email})


def slowest(call: Callable[[], tuple[int, str]], until: Callable[[], bool]) -> float:
    times = []
    while not until() or len(times) < 20:
        began = time.monotonic()
        assert call()[0] == 200
        times.append(time.monotonic() - began)
        time.sleep(0.05)
    return max(times)


def test_visitors_and_editors_go_on_while_both_hang(site):
    visitor, editor = Browser(site), Browser(site)
    status, _page = editor.send("/account/login/", {"login": EDITOR[0], "password": EDITOR[1]})
    assert status == 200
    assert visitor.get("/")[0] == editor.get("/account/")[0] == 200
    with ThreadPoolExecutor(STRANGERS + 2) as threads:
        strangers = [threads.submit(ask, site, number) for number in range(STRANGERS)]

        def over() -> bool:
            return all(one.done() for one in strangers)

        home = threads.submit(slowest, lambda: visitor.get("/"), over)
        own = threads.submit(slowest, lambda: editor.get("/account/"), over)
        answers = [one.result() for one in strangers]
    logger.info("slowest: home %.2f s, signed in %.2f s", home.result(), own.result())
    assert {status for status, _page in answers[1::2]} <= {401, 503}
    assert "gaf geen antwoord" in "".join(page for _status, page in answers[1::2])
    assert {status for status, _page in answers[::2]} == {200}
    assert home.result() < 1
    assert own.result() < 3
