"""Template tags for every page. None of them runs a query."""

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
from knowledge.values.text import first_sentence, lines
from portal.pages.descriptions import DESCRIPTIONS

register = template.Library()
register.filter(lines)
register.filter(first_sentence)

# The main menu: key, URL name and label of each item.
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
    """When this page was made. A comment, until `copy_of` uncovers it."""
    now = timezone.localtime()
    at, text = now.isoformat(timespec="minutes"), date_format(now, "j F Y, H:i")
    return {"made": format_html('<time datetime="{}">{}</time>', at, text)}


@register.simple_tag
def other_language(request: HttpRequest) -> dict[str, str]:
    """Code, name and URL of this page in the other language."""
    current = get_language() or settings.LANGUAGE_CODE
    code, name = next((code, name) for code, name in _NAMES if code != current)
    path = request.get_full_path().removeprefix("/en")
    path = path if path.startswith("/") else "/" + path
    return {"code": code, "name": name, "url": path if code == "nl" else "/en" + path}


_NAMES = (("nl", "Nederlands"), ("en", "English"))  # each in its own language


@register.simple_tag
def description(request: HttpRequest) -> str:
    """What search engines say about this page; empty for a page that is found by its own words."""
    match = getattr(request, "resolver_match", None)
    return str(DESCRIPTIONS.get(match.url_name, "")) if match else ""


@register.simple_tag
def leave_url() -> str:
    """The neutral page that "Leave this site" leads to."""
    return settings.LEAVE_URL


@register.simple_tag
def organisation_login(request: HttpRequest) -> dict[str, object] | None:
    """Name and URL of single sign-on through the organisation; None when not configured."""
    apps = settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {}).get("APPS", [])
    for app in apps:
        url = reverse("openid_connect_login", args=[app["provider_id"]])
        next_url = request.GET.get("next")
        return {
            "name": app["name"],
            "url": f"{url}?{urlencode({'next': next_url})}" if next_url else url,
        }
    return None


@register.simple_tag
def query(sent: QueryDict | None = None, **values: str) -> str:
    """A query string: the parameters `sent`, updated with `values`, without empty ones."""
    parameters = {name: str(value) for name, value in sent.items() if value} if sent else {}
    return urlencode({**parameters, **values})


@register.simple_tag(takes_context=True)
def page_address(context: template.Context, page: Page[Any], number: int) -> str:
    """The URL of another page of this list, with the chosen filters."""
    parameters = {name: value for name, value in context["request"].GET.items() if value}
    parameters.pop(BESIDE, None)
    paginator: Any = page.paginator  # one with a `name`, such as EntryPaginator
    parameters.pop(paginator.name, None)
    asked = {paginator.name: number} if number > 1 else {}
    return "?" + urlencode({**asked, **parameters})


@register.filter
def numbers(page: Page[object]) -> list[int | None]:
    """Page numbers to link to: the first, the last and those nearby; None is a gap."""
    paginator = page.paginator
    elided = paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return [number if isinstance(number, int) else None for number in elided]


@register.filter
def suggestions(names: Iterable[str]) -> SafeString:
    """The options of a datalist."""
    return _suggestions(tuple(names))


@lru_cache(maxsize=4)
def _suggestions(names: tuple[str, ...]) -> SafeString:
    """Cached: rendering hundreds of municipalities took a third of the time of a page."""
    return format_html_join("", '<option value="{}"></option>', ((name,) for name in names))


@register.filter
def template_of(block: Block) -> str:
    """The template for a block of a printed page."""
    return f"knowledge/pdf/_{block.block}.html"
