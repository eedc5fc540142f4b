"""Embeddable desks: a small page per desk for an iframe on another site, and their list.

Always rendered as for an anonymous visitor: the content of a frame does not depend on who is
signed in.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from csp.constants import NONE
from csp.decorators import csp_replace
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_exempt

from knowledge.desks.desk import desk_view
from knowledge.models import Service
from knowledge.pages.paging import page_of

View = Callable[..., HttpResponse]

_POLICY: dict[str, list[str] | None] = {
    "frame-ancestors": ["*"],
    "form-action": [NONE],
    "script-src": None,
    "connect-src": None,
    "manifest-src": None,
}


def may_be_framed(view: View) -> View:
    """Allow framing by any site; the page may have styles, but no scripts or forms."""

    @wraps(view)
    def framed(request: HttpRequest, slug: str) -> HttpResponse:
        response = view(request, slug)
        # Required by embedding sites that use Cross-Origin-Embedder-Policy.
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response

    for_all: Any = xframe_options_exempt(framed)
    decorated: Any = csp_replace(_POLICY)(for_all)
    return decorated


@may_be_framed
def embed(request: HttpRequest, slug: str) -> HttpResponse:
    """A missing desk gives a page that says so, so that the frame is not empty."""
    visitor = AnonymousUser()
    service = Service.objects.visible_to(visitor).with_reach(visitor).filter(slug=slug).first()
    if service is None:
        return render(request, "knowledge/embed_gone.html", status=404)
    now = timezone.now()
    context = {"desk": desk_view(service, now), "now": now}
    return render(request, "knowledge/embed.html", context)


def embeds(request: HttpRequest) -> HttpResponse:
    """Embed codes for people who run another site: link and iframe for every desk."""
    services = Service.objects.visible_to(AnonymousUser()).select_related("organisation")
    page = page_of(services, request.GET)
    rows = [
        {
            "service": service,
            "link": settings.SITE_URL + service.get_absolute_url(),
            "frame": settings.SITE_URL + reverse("embed", args=[service.slug]),
        }
        for service in page
    ]
    return render(request, "knowledge/embeds.html", {"rows": rows, "page": page})
