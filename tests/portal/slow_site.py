"""A slow site, to test a graceful shutdown."""

import os
import time

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

from portal.server.front import Front
from portal.server.wsgi import Response
from tests.portal.no_pages import NoPages


def who(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(os.getpid()))


def slow(request: HttpRequest) -> HttpResponse:
    time.sleep(2)
    return HttpResponse("whole " * 10_000)


urlpatterns = [path("healthz", who), path("slow", slow)]

settings.configure(SECRET_KEY="only here", ALLOWED_HOSTS=["127.0.0.1"], ROOT_URLCONF=__name__)
_django = get_wsgi_application()


def _application(environ, start_response):
    """Django, and an error outside of Django."""
    if environ["PATH_INFO"] == "/broken":
        raise RuntimeError(environ["QUERY_STRING"])
    return _django(environ, start_response)


application = Front(
    _application,
    ready=NoPages(),
    may_send_files=lambda _environ: False,
    refuse=lambda _environ, status: Response(status, [], b""),
)
