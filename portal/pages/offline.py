"""Offline pages, an opt-in at /offline/: docs/decisions/0019-offline.md.

The service worker is templates/portal/worker.js. It stores nothing but the URLs of `precache_list`
and the factsheets that were opened.
"""

from collections.abc import Iterable, Iterator

from csp.constants import HEADER, SELF
from csp.decorators import csp_update
from django.conf import settings
from django.contrib.auth.models import AnonymousUser, User
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control

from knowledge.caching.public_pages import public_page
from knowledge.desks.home_page import home_desks, public_home_desks
from knowledge.desks.vcards import contacts_to_save
from knowledge.models import Factsheet
from portal.theme.colours import colours

SHORT_NAME = "Wijzer"  # below the icon on a home screen, where others may see it: not telling
_WORKER_POLICY = "default-src 'none'; connect-src 'self'; frame-ancestors 'none'"
ICONS = (  # file, size in pixels, purpose
    ("icon-192.png", 192, "any"),
    ("icon-512.png", 512, "any"),
    ("icon-maskable-512.png", 512, "maskable"),
)


@public_page
@csp_update({"worker-src": [SELF]})
def offline(request: HttpRequest) -> HttpResponse:
    """Explains what is stored on the device. Nothing is, before the button is pressed."""
    at_home = home_desks(request.user, timezone.now())
    desks = [(desk, bool(contacts_to_save(desk))) for desk in at_home]
    context = {
        "desks": desks,
        "cards": list(_cards(request.user)),
        "on_home_screen": SHORT_NAME,
    }
    return render(request, "portal/offline.html", context)


@public_page
def not_here(request: HttpRequest) -> HttpResponse:
    """Fallback for a page that is not on the device: the phone numbers."""
    return render(
        request, "portal/not_here.html", {"desks": home_desks(request.user, timezone.now())}
    )


@cache_control(no_cache=True)
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker, served at the root because its scope is the folder of its own URL.

    Its fetches are governed by its own policy, not by that of a page.
    """
    content_type = "text/javascript; charset=utf-8"
    response = render(request, "portal/worker.js", content_type=content_type)
    response.headers[HEADER] = _WORKER_POLICY
    return response


def precache_list(request: HttpRequest) -> JsonResponse:
    """URLs to store for every visitor. When the PDF `telltale` changes, all are renewed."""
    visitor = AnonymousUser()
    cards = [card.slug for card in _cards(visitor)]
    desks = [desk.service.slug for desk in public_home_desks(timezone.now())]
    urls = {
        "addresses": list(addresses(cards, desks)),
        "telltale": reverse("factsheet_pdf", args=cards[:1]) if cards else None,
    }
    response = JsonResponse(urls)
    patch_cache_control(response, no_cache=True)
    return response


def addresses(cards: Iterable[str], desks: Iterable[str]) -> Iterator[str]:
    """URLs of the pages to store, in every language, the indispensable ones first."""
    for language, _name in settings.LANGUAGES:
        with override(language):
            yield from (reverse(name) for name in ("not_here", "offline", "home"))
            for slug in cards:
                yield reverse("factsheet", args=[slug])
                yield reverse("factsheet_pdf", args=[slug])
            yield from (reverse("service", args=[slug]) for slug in desks)


@cache_control(max_age=3600)
def manifest(request: HttpRequest) -> JsonResponse:
    """The web app manifest. `minimal-ui` keeps the address in sight."""
    content = {
        "id": "/",
        "name": "Verwijswijzer",
        "short_name": SHORT_NAME,
        "description": _("The right desk, in seconds."),
        "lang": get_language(),
        "start_url": reverse("home"),
        "scope": "/",
        "display": "minimal-ui",
        "theme_color": colours()["light"]["action"],
        "background_color": colours()["light"]["ground"],
        "icons": [
            {
                "src": static(file),
                "sizes": f"{size}x{size}",
                "type": "image/png",
                "purpose": purpose,
            }
            for file, size, purpose in ICONS
        ],
    }
    return JsonResponse(content, content_type="application/manifest+json")


@cache_control(max_age=86_400)
def favicon(request: HttpRequest) -> HttpResponse:
    """For pages without a link to the icon, the file name of which has a hash."""
    return HttpResponseRedirect(static("icon.svg"))


def _cards(user: User | AnonymousUser) -> Iterable[Factsheet]:
    return Factsheet.objects.visible_to(user).cards()
