"""Entry point of the server: the portal behind its front. Each worker imports it."""

from __future__ import annotations

from http import HTTPStatus
from wsgiref.types import WSGIEnvironment

from portal.wsgi import application as wsgi

# These need settings and models, so they can only be imported after the line above.
from knowledge.caching.availability import content_state  # isort: skip
from portal.page_cache.shortcut import KeptElsewhere, page_finder  # isort: skip
from portal.server.front import Front  # isort: skip
from portal.server.refusals import refusals  # isort: skip
from portal.server.senders import may_send_files  # isort: skip
from portal.server.ready import ReadyResponses  # isort: skip
from portal.server.wsgi import Response  # isort: skip

_refusals = refusals()


def _refuse(environ: WSGIEnvironment, status: HTTPStatus) -> Response:
    language = "en" if environ["PATH_INFO"].startswith("/en/") else "nl"
    return _refusals[language, status]


application = Front(
    wsgi,
    ready=ReadyResponses(page_finder(), content_state, KeptElsewhere()),
    may_send_files=may_send_files,
    refuse=_refuse,
)
