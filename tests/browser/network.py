"""A proxy between browser and portal that can fail, hang, or simulate a new version."""

import http.client
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

UP, DOWN, SILENT = "up", "down", "silent"
STYLE = "/static/css/verwijswijzer.css"
PIECE = 2_000  # bytes
BETWEEN_PIECES = 0.025  # seconds, in which a browser can show what it has


class Network:
    """Forwards requests to the portal, unless `state` says otherwise. `asked`: paths in order.

    With a `version` (twelve hexadecimal digits) the name of the style sheet contains it, as in
    production, and other versions return 404. The path `changed` has a new ETag at every visit.
    With `in_pieces` pages arrive bit by bit.
    """

    def __init__(self, site: str) -> None:
        self.site = urlsplit(site)
        self.address = ""
        self.state = UP
        self.version = ""
        self.changed = ""
        self.in_pieces = False
        self.asked: list[str] = []
        self.over = threading.Event()

    @property
    def style(self) -> str:
        return STYLE.replace(".css", f".{self.version}.css") if self.version else STYLE

    def fetched(
        self, method: str, path: str, headers: dict[str, str], sent: bytes
    ) -> tuple[int, list[Any], bytes]:
        if re.fullmatch(STYLE.replace(".css", r"\.\w+\.css"), path):
            path = STYLE if path == self.style else "/nergens/"
        if path == self.changed:
            headers = {name: value for name, value in headers.items() if name != "If-None-Match"}
        portal = http.client.HTTPConnection(self.site.hostname, self.site.port)
        portal.request(method, path, sent, headers={**headers, "Accept-Encoding": "identity"})
        answer = portal.getresponse()
        body = answer.read().replace(STYLE.encode(), self.style.encode())
        portal.close()
        headers = [(name, value) for name, value in answer.getheaders() if name not in _OWN]
        if path == self.changed:
            headers = [(name, value) for name, value in headers if name.lower() != "etag"]
            headers.append(("ETag", f'"{len(self.asked)}"'))
        return answer.status, headers, body

    def pieces(self, headers: list[Any], body: bytes) -> Iterator[bytes]:
        """The body as it is sent, with the pauses between its pieces."""
        kind = next((value for name, value in headers if name.lower() == "content-type"), "")
        if not self.in_pieces or not kind.startswith("text/html"):
            yield body
            return
        for start in range(0, len(body), PIECE):
            yield body[start : start + PIECE]
            time.sleep(BETWEEN_PIECES)


_OWN = ("content-length", "transfer-encoding", "connection", "date", "server")


@contextmanager
def between(site: str) -> Iterator[Network]:
    """A running proxy; browsers open its `address`."""
    network = Network(site)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            network.asked.append(self.path)
            if network.state == SILENT:
                network.over.wait(30)
            if network.state == DOWN:
                status, headers, body = 503, [("Content-Type", "text/plain")], b"down"
            else:
                sent = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                got = network.fetched(self.command, self.path, dict(self.headers), sent)
                status, headers, body = got
            self.send_response(status)
            for name, value in headers:
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            with suppress(ConnectionError):  # the browser closed the connection
                self.end_headers()
                for piece in network.pieces(headers, body):
                    self.wfile.write(piece)

        do_POST = do_GET  # noqa: N815 the name that http.server requires

        def log_message(self, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    network.address = f"http://127.0.0.1:{server.server_port}"
    yield network
    network.over.set()
    server.shutdown()
    server.server_close()
