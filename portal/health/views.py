"""Probes for load balancers: liveness and readiness."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from portal.health.readiness import is_ready

_PLAIN = "text/plain; charset=utf-8"


@never_cache
def health(request: HttpRequest) -> HttpResponse:
    """Liveness: the process answers. Says nothing about the database or versions."""
    return HttpResponse("ok", content_type=_PLAIN)


@never_cache
def ready(request: HttpRequest) -> HttpResponse:
    """Readiness: whether to send visitors to this process. Only the log says why not."""
    if is_ready():
        return HttpResponse("ok", content_type=_PLAIN)
    return HttpResponse("not ready", content_type=_PLAIN, status=503)
