"""Small helpers for every page. None of them asks the database anything."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from knowledge.caching.availability import content_state
from knowledge.pages.paging import BESIDE
from knowledge.pdf.document import Block
from knowledge.values.text import lines

register = template.Library()
register.filter(lines)

# Each part of the site in the main menu: key, address by name, words.
MENU = (
    ("guide", "guide", _("Guide")),
    ("desks", "services", _("Desks")),
    ("knowledge", "knowledge", _("Knowledge")),
)


@register.inclusion_tag("portal/_menu.html", takes_context=True)
def menu(context: template.Context, current: str) -> dict[str, object]:
    return {"items": MENU, "current": current}


@register.inclusion_tag("portal/_outage_note.html")
def outage_note() -> dict[str, object]:
    """Says that the page was made without the database, from what was known at its last answer."""
    return {"unavailable": content_state.is_unavailable, "known_at": content_state.seen_at}


@register.inclusion_tag("portal/_copy_note.html")
def copy_note() -> dict[str, str]:
    """The moment at which this page is made, for who sees a copy of it later. Hidden until then:
    who hands out a copy takes away that one attribute.
    """
    now = timezone.localtime()
    at, words = now.isoformat(timespec="minutes"), date_format(now, "j F Y, H:i")
    return {"made": format_html('<time datetime="{}">{}</time>', at, words)}


@register.simple_tag
def other_language(request: HttpRequest) -> dict[str, str]:
    """Code, name and address of this same page in the other language."""
    here = get_language() or settings.LANGUAGE_CODE
    code, name = next((code, name) for code, name in _NAMES if code != here)
    path = request.get_full_path().removeprefix("/en")
    path = path if path.startswith("/") else "/" + path
    return {"code": code, "name": name, "url": path if code == "nl" else "/en" + path}


_NAMES = (("nl", "Nederlands"), ("en", "English"))  # each in its own language


@register.simple_tag
def leave_url() -> str:
    """The neutral page to which who wants to leave at once is led."""
    return settings.LEAVE_URL


@register.simple_tag
def organisation_login(request: HttpRequest) -> dict[str, object] | None:
    """Name and address of signing in through the organisation; None when it is not set."""
    apps = settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {}).get("APPS", [])
    for app in apps:
        url = reverse("openid_connect_login", args=[app["provider_id"]])
        wanted = request.GET.get("next")
        return {
            "name": app["name"],
            "url": f"{url}?{urlencode({'next': wanted})}" if wanted else url,
        }
    return None


@register.simple_tag
def query(sent: QueryDict | None = None, **values: str) -> str:
    """What stands after the question mark: what was `sent`, with these values; empty ones go."""
    given = {name: str(value) for name, value in sent.items() if value} if sent else {}
    return urlencode({**given, **values})


@register.simple_tag(takes_context=True)
def page_address(context: template.Context, page: Page[Any], number: int) -> str:
    """The address of another page of this list, with the filters that were chosen."""
    sent = {name: value for name, value in context["request"].GET.items() if value}
    sent.pop(BESIDE, None)
    pages: Any = page.paginator
    return "?" + urlencode({**sent, pages.name: number})


@register.filter
def numbers(page: Page[object]) -> list[int | None]:
    """Numbers of pages to choose from: the first, the last and those near; None is a gap."""
    paginator = page.paginator
    elided = paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return [number if isinstance(number, int) else None for number in elided]


@register.filter
def suggestions(names: Iterable[str]) -> SafeString:
    """The inside of a list of suggestions."""
    return _suggestions(tuple(names))


@lru_cache(maxsize=4)
def _suggestions(names: tuple[str, ...]) -> SafeString:
    """There are hundreds of municipalities: writing them out took a third of a page's time."""
    return format_html_join("", '<option value="{}"></option>', ((name,) for name in names))


@register.filter
def template_of(block: Block) -> str:
    """The template that shows a block of a printed page."""
    return f"knowledge/pdf/_{block.block}.html"
