"""What a device keeps for who asks for it at /offline/: docs/decisions/0019-offline.md.

The worker that keeps it is templates/portal/worker.js; it keeps nothing but what `kept_list`
names and the factsheets that are opened.
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
from knowledge.desks.home import home_desks, public_home_desks
from knowledge.desks.vcards import contacts_to_save
from knowledge.models import Factsheet
from portal.theme.colours import colours

SHORT_NAME = "Wijzer"  # below an icon on a home screen, where others look: says nothing
_OF_THE_WORKER = "default-src 'none'; connect-src 'self'; frame-ancestors 'none'"
ICONS = (  # file, size in pixels, what a system may do with it
    ("icon-192.png", 192, "any"),
    ("icon-512.png", 512, "any"),
    ("icon-maskable-512.png", 512, "maskable"),
)


@public_page
@csp_update({"worker-src": [SELF]})
def offline(request: HttpRequest) -> HttpResponse:
    """Says what is kept and what that means; the button is the only thing that keeps anything."""
    desks = [(one, bool(contacts_to_save(one))) for one in home_desks(request.user, timezone.now())]
    context = {
        "desks": desks,
        "cards": list(_cards(request.user)),
        "on_home_screen": SHORT_NAME,
    }
    return render(request, "portal/offline.html", context)


@public_page
def not_here(request: HttpRequest) -> HttpResponse:
    """In place of a page that is not on the device: the numbers, which are."""
    return render(
        request, "portal/not_here.html", {"desks": home_desks(request.user, timezone.now())}
    )


@cache_control(no_cache=True)
def worker(request: HttpRequest) -> HttpResponse:
    """Served at the root, because a worker sees only what lies below its own address.

    What it may fetch is said by its own policy, not by that of a page.
    """
    kind = "text/javascript; charset=utf-8"
    response = render(request, "portal/worker.js", content_type=kind)
    response.headers[HEADER] = _OF_THE_WORKER
    return response


def kept_list(request: HttpRequest) -> JsonResponse:
    """Addresses to keep for every visitor, and the PDF of which a change says: renew them all."""
    visitor = AnonymousUser()
    cards = [card.slug for card in _cards(visitor)]
    desks = [one.service.slug for one in public_home_desks(timezone.now())]
    found = {
        "addresses": list(addresses(cards, desks)),
        "telltale": reverse("factsheet_pdf", args=cards[:1]) if cards else None,
    }
    response = JsonResponse(found)
    patch_cache_control(response, no_cache=True)
    return response


def addresses(cards: Iterable[str], desks: Iterable[str]) -> Iterator[str]:
    """The pages to keep, in every language: first those without which nothing works."""
    for language, _name in settings.LANGUAGES:
        with override(language):
            yield from (reverse(name) for name in ("not_here", "offline", "home"))
            for slug in cards:
                yield reverse("factsheet", args=[slug])
                yield reverse("factsheet_pdf", args=[slug])
            yield from (reverse("service", args=[slug]) for slug in desks)


@cache_control(max_age=3600)
def manifest(request: HttpRequest) -> JsonResponse:
    """With this a system can put the site on a home screen; the address stays in sight there."""
    found = {
        "id": "/",
        "name": "Verwijswijzer",
        "short_name": SHORT_NAME,
        "description": _("To the right desk, in seconds."),
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
    return JsonResponse(found, content_type="application/manifest+json")


@cache_control(max_age=86_400)
def favicon(request: HttpRequest) -> HttpResponse:
    """For pages that name no icon: the name of its file changes with every version."""
    return HttpResponseRedirect(static("icon.svg"))


def _cards(user: User | AnonymousUser) -> Iterable[Factsheet]:
    return Factsheet.objects.visible_to(user).cards()
