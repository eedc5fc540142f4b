"""One desk as a small page that another site may show in a frame, and the list of them.

Whoever looks, a page is what a visitor sees: what stands in the frame of another site is the same
for everyone, and nothing of it depends on who is signed in.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from csp.constants import NONE
from csp.decorators import csp_replace
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
    """Any site may show this page in a frame. It has a style, and no script or form."""

    @wraps(view)
    def framed(request: HttpRequest, slug: str) -> HttpResponse:
        response = view(request, slug)
        # Without it, a site that isolates itself (Cross-Origin-Embedder-Policy) may not show it.
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response

    for_all: Any = xframe_options_exempt(framed)
    decorated: Any = csp_replace(_POLICY)(for_all)
    return decorated


@may_be_framed
def embed(request: HttpRequest, slug: str) -> HttpResponse:
    """A desk that is not there (any more) says so in the frame, instead of leaving it empty."""
    visitor = AnonymousUser()
    found = Service.objects.visible_to(visitor).with_reach(visitor).filter(slug=slug).first()
    if found is None:
        return render(request, "knowledge/embed_gone.html", status=404)
    now = timezone.now()
    context = {"desk": desk_view(found, now), "now": now}
    return render(request, "knowledge/embed.html", context)


def embeds(request: HttpRequest) -> HttpResponse:
    """For who keeps another site: the link and the frame of every desk."""
    services = Service.objects.visible_to(AnonymousUser()).select_related("organisation")
    page = page_of(services, request.GET)
    rows = [
        {
            "service": service,
            "link": request.build_absolute_uri(service.get_absolute_url()),
            "frame": request.build_absolute_uri(reverse("embed", args=[service.slug])),
        }
        for service in page
    ]
    return render(request, "knowledge/embeds.html", {"rows": rows, "page": page})
