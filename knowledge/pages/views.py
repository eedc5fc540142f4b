"""Views of the knowledge base. They evaluate their querysets: templates run no query."""

from typing import Any

from django.db.models import Prefetch, TextChoices
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from knowledge.caching.public_pages import public_page
from knowledge.desks.desk import desk_view
from knowledge.desks.vcards import contacts_to_save
from knowledge.models import (
    Audience,
    CodeWord,
    EntryQuerySet,
    ExploitationForm,
    Guidance,
    KeyFigure,
    LegalArticle,
    Organisation,
    Resource,
    RiskPlace,
    Service,
    Signal,
    Source,
)
from knowledge.pages import filters
from knowledge.pages.paging import by_kind, grouped, page_of
from knowledge.pages.service_rows import service_rows
from knowledge.values.hours.opening_hours import week_of


@public_page
def overview(request: HttpRequest) -> HttpResponse:
    return render(request, "knowledge/overview.html")


@public_page
def services(request: HttpRequest) -> HttpResponse:
    form = filters.ServiceFilter(request.GET)
    entries = form.narrow(Service.objects.visible_to(request.user)).with_reach(request.user)
    page = page_of(entries, request.GET)
    now = timezone.now()
    desks = [desk_view(service, now) for service in page]
    context = {"form": form, "page": page, "desks": desks}
    return render(request, "knowledge/services.html", context)


@public_page
def service(request: HttpRequest, slug: str) -> HttpResponse:
    entry, national = service_rows(request.user, slug)
    desk = desk_view(entry, timezone.now())
    today = timezone.localdate()
    weeks = [(contact, week_of(contact.detail.opening_hours, today)) for contact in desk.contacts]
    context = {
        "desk": desk,
        "national_desk": national,
        "weeks": weeks,
        "can_be_saved": bool(contacts_to_save(desk)),
    }
    return render(request, "knowledge/service.html", context)


@public_page
def organisations(request: HttpRequest) -> HttpResponse:
    form = filters.OrganisationFilter(request.GET)
    entries = form.narrow(Organisation.objects.visible_to(request.user))
    desks = Prefetch("services", Service.objects.visible_to(request.user))
    context = {"form": form, "page": page_of(entries.prefetch_related(desks), request.GET)}
    return render(request, "knowledge/organisations.html", context)


@public_page
def organisation(request: HttpRequest, slug: str) -> HttpResponse:
    visible = Organisation.objects.visible_to(request.user).with_sources(request.user)
    entry = get_object_or_404(visible, slug=slug)
    now = timezone.now()
    offered = Service.objects.visible_to(request.user).filter(organisation=entry)
    desks = [desk_view(service, now) for service in offered.with_reach(request.user)]
    return render(request, "knowledge/organisation.html", {"organisation": entry, "desks": desks})


@public_page
def exploitation_forms(request: HttpRequest) -> HttpResponse:
    entries = ExploitationForm.objects.visible_to(request.user).with_sources(request.user)
    context = {"page": page_of(entries, request.GET)}
    return render(request, "knowledge/exploitation_forms.html", context)


@public_page
def signals(request: HttpRequest) -> HttpResponse:
    form = filters.SignalFilter(request.GET)
    entries = form.narrow(Signal.objects.visible_to(request.user)).with_sources(request.user)
    context = _by_kind(request, entries, "category", filters.SignalCategory)
    return render(request, "knowledge/signals.html", {"form": form, **context})


@public_page
def places(request: HttpRequest) -> HttpResponse:
    form = filters.PlaceFilter(request.GET)
    entries = form.narrow(RiskPlace.objects.visible_to(request.user)).with_sources(request.user)
    words = CodeWord.objects.visible_to(request.user).with_sources(request.user)
    context = {
        "form": form,
        **_by_kind(request, entries, "setting", filters.PlaceSetting),
        "words": None if form.active else page_of(words, request.GET, name="termen"),
    }
    return render(request, "knowledge/places.html", context)


@public_page
def articles(request: HttpRequest) -> HttpResponse:
    form = filters.ArticleFilter(request.GET, timezone.localdate())
    entries = form.narrow(LegalArticle.objects.visible_to(request.user))
    page = page_of(entries, request.GET)
    context = {"form": form, "page": page, "today": timezone.localdate()}
    return render(request, "knowledge/articles.html", context)


@public_page
def article(request: HttpRequest, slug: str) -> HttpResponse:
    visible = LegalArticle.objects.visible_to(request.user)
    guidance = Guidance.objects.visible_to(request.user)
    entry = get_object_or_404(
        visible.with_sources(request.user).prefetch_related(
            Prefetch("successors", visible),
            Prefetch("predecessors", visible),
            Prefetch("guidance_set", guidance),
        ),
        slug=slug,
    )
    seen = Source.objects.visible_to(request.user).filter(pk=entry.text_seen_source_id or 0)
    context = {
        "article": entry,
        "applies_today": entry.applies_on(timezone.localdate()),
        "text_source": seen.first(),
    }
    return render(request, "knowledge/article.html", context)


@public_page
def guidance_list(request: HttpRequest) -> HttpResponse:
    form = filters.GuidanceFilter(request.GET)
    entries = form.narrow(Guidance.objects.visible_to(request.user))
    context = _by_kind(request, entries, "theme", filters.Theme)
    return render(request, "knowledge/guidance_list.html", {"form": form, **context})


@public_page
def guidance(request: HttpRequest, slug: str) -> HttpResponse:
    visible = Guidance.objects.visible_to(request.user).with_sources(request.user)
    entry = get_object_or_404(
        visible.prefetch_related(
            Prefetch("articles", LegalArticle.objects.visible_to(request.user)),
            Prefetch("audiences", Audience.objects.visible_to(request.user)),
        ),
        slug=slug,
    )
    return render(request, "knowledge/guidance.html", {"guidance": entry})


@public_page
def resources(request: HttpRequest) -> HttpResponse:
    form = filters.ResourceFilter(request.GET)
    entries = form.narrow(Resource.objects.visible_to(request.user)).with_sources(request.user)
    context = _by_kind(request, entries, "kind", filters.ResourceKind)
    return render(request, "knowledge/resources.html", {"form": form, **context})


@public_page
def figures(request: HttpRequest) -> HttpResponse:
    entries = KeyFigure.objects.visible_to(request.user).with_sources(request.user)
    return render(request, "knowledge/figures.html", {"page": page_of(entries, request.GET)})


@public_page
def sources(request: HttpRequest) -> HttpResponse:
    entries = Source.objects.visible_to(request.user)
    return render(request, "knowledge/sources.html", {"page": page_of(entries, request.GET)})


def _by_kind(
    request: HttpRequest, entries: EntryQuerySet[Any], field: str, kinds: type[TextChoices]
) -> dict[str, Any]:
    """Context: a page of `entries`, and its entries grouped by kind."""
    page = page_of(by_kind(entries, field, kinds), request.GET)
    return {"page": page, "groups": grouped(page, field, kinds)}
