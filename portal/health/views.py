"""Probes for load balancers: liveness and readiness."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from portal.health.readiness import is_ready

_PLAIN = "text/plain; charset=utf-8"


@never_cache
def health(request: HttpRequest) -> HttpResponse:
    """The process answers. Says nothing of the database or of versions."""
    return HttpResponse("ok", content_type=_PLAIN)


@never_cache
def ready(request: HttpRequest) -> HttpResponse:
    """Whether to send visitors to this process. Says nothing of why not: that is in the log."""
    if is_ready():
        return HttpResponse("ok", content_type=_PLAIN)
    return HttpResponse("not ready", content_type=_PLAIN, status=503)
