"""robots.txt and sitemap.xml."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap as sitemap_view
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control

from knowledge.caching.parameters import Parameters
from knowledge.caching.public_pages import public_page_with
from knowledge.models import Factsheet, Guidance, LegalArticle, Organisation, Service
from portal.page_cache.addresses import PAGES

NOT_LISTED = {"guide", "offline", "not_here"}  # noindex, or no content
ENTRIES: tuple[tuple[str, Any], ...] = (
    ("organisation", Organisation),
    ("article", LegalArticle),
    ("guidance", Guidance),
    ("factsheet", Factsheet),
)


@dataclass(frozen=True, slots=True)
class SitemapEntry:
    """A page by URL name and slug, with its last change where that is known of the whole page."""

    name: str
    slug: str = ""
    changed_at: datetime | None = None


class PublicPages(Sitemap):
    """Every public page in both languages, as alternates of each other."""

    i18n = alternates = x_default = True

    def items(self) -> list[SitemapEntry]:
        plain = [name for name in (*PAGES, "open_data") if name not in NOT_LISTED]
        return [*(SitemapEntry(name) for name in plain), *_desks(), *_other_entries()]

    def location(self, item: SitemapEntry) -> str:
        return reverse(item.name, args=[item.slug] if item.slug else [])

    def lastmod(self, item: SitemapEntry) -> datetime | None:
        return item.changed_at

    def get_protocol(self, protocol: str | None = None) -> str:
        return urlsplit(settings.SITE_URL).scheme

    def get_domain(self, site: Any = None) -> str:
        """Never the host of the request, as the sitemap is cached for everyone."""
        return urlsplit(settings.SITE_URL).netloc


def _desks() -> Iterator[SitemapEntry]:
    today = timezone.localdate()
    visible = (
        Service.objects.visible_to(AnonymousUser())
        .only_modification_times(on=today)
        .order_by("slug")
    )
    yield from (SitemapEntry("service", desk.slug, desk.last_modified) for desk in visible)


def _other_entries() -> Iterator[SitemapEntry]:
    """Without a last change: their pages show other entries too."""
    for name, model in ENTRIES:
        visible = model.objects.visible_to(AnonymousUser()).order_by("slug")
        yield from (SitemapEntry(name, slug) for slug in visible.values_list("slug", flat=True))


@public_page_with(Parameters(pages=("p",)))
def sitemap(request: HttpRequest) -> HttpResponse:
    return sitemap_view(request, {"pages": PublicPages})


@cache_control(max_age=86_400)
def robots_txt(request: HttpRequest) -> HttpResponse:
    """Pages with `noindex` are not disallowed: a crawler has to fetch them to see that."""
    lines = ["User-agent: *", "Disallow: /beheer/", "Disallow: /en/beheer/"]
    lines += ["", f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
