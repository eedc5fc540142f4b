"""Views of the knowledge base. They evaluate their querysets: templates run no query."""

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from knowledge.caching.public_pages import public_page, public_page_with
from knowledge.desks.desk import desk_view
from knowledge.desks.vcards import contacts_to_save
from knowledge.desks.who_to_call import show_desks_of
from knowledge.models import (
    Audience,
    CodeWord,
    ExploitationForm,
    Guidance,
    KeyFigure,
    LegalArticle,
    Organisation,
    Resource,
    RiskPlace,
    Service,
    Source,
)
from knowledge.models.default_desks import PageKind
from knowledge.models.legal_article import wording_line
from knowledge.pages import filters
from knowledge.pages.calling import call_about, call_about_list
from knowledge.pages.comparisons import compared, comparison_bars
from knowledge.pages.offence_table import current_offences, former_offences
from knowledge.pages.paging import NUMBER, page_by_kind, page_of
from knowledge.pages.parameters import WORDS, list_of
from knowledge.pages.service_rows import service_rows
from knowledge.pages.signal_list import signal_list
from knowledge.values.hours.opening_hours import week_of


@public_page
def overview(request: HttpRequest) -> HttpResponse:
    return render(request, "knowledge/overview.html", {"call": call_about(request)})


@public_page_with(list_of(filters.ServiceFilter))
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
        "call": [] if desk.phone else call_about(request),
    }
    return render(request, "knowledge/service.html", context)


@public_page_with(list_of(filters.OrganisationFilter))
def organisations(request: HttpRequest) -> HttpResponse:
    form = filters.OrganisationFilter(request.GET)
    entries = form.narrow(Organisation.objects.visible_to(request.user))
    desks = Prefetch("services", Service.objects.visible_to(request.user))
    page = page_of(entries.prefetch_related(desks), request.GET)
    context = {"form": form, "page": page, "call": call_about(request)}
    return render(request, "knowledge/organisations.html", context)


@public_page
def organisation(request: HttpRequest, slug: str) -> HttpResponse:
    visible = Organisation.objects.visible_to(request.user).with_sources(request.user)
    entry = get_object_or_404(visible, slug=slug)
    now = timezone.now()
    offered = Service.objects.visible_to(request.user).filter(organisation=entry)
    desks = [desk_view(service, now) for service in offered.with_reach(request.user)]
    call = [] if any(desk.phone for desk in desks) else call_about(request)
    context = {"organisation": entry, "desks": desks, "call": call}
    return render(request, "knowledge/organisation.html", context)


@public_page_with(list_of())
def exploitation_forms(request: HttpRequest) -> HttpResponse:
    entries = ExploitationForm.objects.visible_to(request.user).with_sources(request.user)
    page = page_of(entries.with_desks_to_call(request.user), request.GET)
    show_desks_of(page, timezone.now())
    context = {"page": page, "call": call_about(request, PageKind.FORMS)}
    return render(request, "knowledge/exploitation_forms.html", context)


@public_page_with(list_of(filters.SignalFilter))
def signals(request: HttpRequest) -> HttpResponse:
    listed = signal_list(request.user, request.GET, timezone.now())
    call = call_about_list(request, PageKind.SIGNALS, listed["form"], "soort")
    context = {**listed, "call": call}
    return render(request, "knowledge/signals.html", context)


@public_page_with(list_of(filters.PlaceFilter, pages=(NUMBER, WORDS)))
def places(request: HttpRequest) -> HttpResponse:
    form = filters.PlaceFilter(request.GET)
    visible = RiskPlace.objects.visible_to(request.user).with_desks_to_call(request.user)
    entries = form.narrow(visible).with_sources(request.user)
    words = CodeWord.objects.visible_to(request.user).with_sources(request.user)
    context = {
        "form": form,
        **page_by_kind(request.GET, entries, "setting", filters.PlaceSetting),
        "call": call_about_list(request, PageKind.PLACES, form, "waar"),
        "words": None if form.active else page_of(words, request.GET, name=WORDS),
    }
    show_desks_of(context["page"], timezone.now())
    return render(request, "knowledge/places.html", context)


@public_page_with(list_of(filters.ArticleFilter))
def articles(request: HttpRequest) -> HttpResponse:
    form = filters.ArticleFilter(request.GET, timezone.localdate())
    visible = LegalArticle.objects.visible_to(request.user)
    entries = form.narrow(visible.with_wording(request.user))
    page = page_of(entries, request.GET)
    call = call_about(request, PageKind.ARTICLES)
    context = {"form": form, "page": page, "today": timezone.localdate(), "call": call}
    return render(request, "knowledge/articles.html", context)


@public_page
def offences(request: HttpRequest) -> HttpResponse:
    visible = LegalArticle.objects.visible_to(request.user)
    articles = list(visible.with_offences().with_wording(request.user))
    context = {
        "current": current_offences(articles),
        "former": former_offences(articles),
        "call": call_about(request, PageKind.ARTICLES),
    }
    return render(request, "knowledge/offences.html", context)


@public_page
def article(request: HttpRequest, slug: str) -> HttpResponse:
    visible = LegalArticle.objects.visible_to(request.user)
    guidance = Guidance.objects.visible_to(request.user)
    entry = get_object_or_404(
        visible.with_sources(request.user)
        .with_wording(request.user)
        .with_desks_to_call(request.user)
        .prefetch_related(
            Prefetch("successors", visible),
            Prefetch("predecessors", visible),
            Prefetch("guidance_set", guidance),
        ),
        slug=slug,
    )
    context = {
        "article": entry,
        "applies_today": entry.applies_on(timezone.localdate()),
        "in_offence_table": entry.offences.exists(),
        "call": call_about(request, PageKind.ARTICLES, entry=entry),
    }
    return render(request, "knowledge/article.html", context)


@public_page_with(list_of(filters.GuidanceFilter))
def guidance_list(request: HttpRequest) -> HttpResponse:
    form = filters.GuidanceFilter(request.GET)
    entries = form.narrow(Guidance.objects.visible_to(request.user))
    context = page_by_kind(request.GET, entries, "theme", filters.Theme)
    context["call"] = call_about_list(request, PageKind.GUIDANCE, form, "thema")
    return render(request, "knowledge/guidance_list.html", {"form": form, **context})


@public_page
def guidance(request: HttpRequest, slug: str) -> HttpResponse:
    visible = Guidance.objects.visible_to(request.user).with_sources(request.user)
    articles = LegalArticle.objects.visible_to(request.user)
    entry = get_object_or_404(
        visible.with_desks_to_call(request.user).prefetch_related(
            Prefetch("articles", articles.with_wording(request.user)),
            Prefetch("audiences", Audience.objects.visible_to(request.user)),
        ),
        slug=slug,
    )
    call = call_about(request, PageKind.GUIDANCE, entry.theme, entry)
    context = {"guidance": entry, "call": call, "wording": wording_line(entry.articles.all())}
    return render(request, "knowledge/guidance.html", context)


@public_page_with(list_of(filters.ResourceFilter))
def resources(request: HttpRequest) -> HttpResponse:
    form = filters.ResourceFilter(request.GET)
    visible = Resource.objects.visible_to(request.user).with_desks_to_call(request.user)
    entries = form.narrow(visible).with_sources(request.user)
    context = page_by_kind(request.GET, entries, "kind", filters.ResourceKind)
    show_desks_of(context["page"], timezone.now())
    context["call"] = call_about_list(request, PageKind.RESOURCES, form, "soort")
    return render(request, "knowledge/resources.html", {"form": form, **context})


@public_page_with(list_of())
def figures(request: HttpRequest) -> HttpResponse:
    entries = KeyFigure.objects.visible_to(request.user).with_sources(request.user)
    page = page_of(entries, request.GET)
    groups = compared(page.object_list)
    context = {
        "page": page,
        "comparisons": comparison_bars(page.object_list),
        "compared": {figure.pk for group in groups.values() for figure in group},
        "call": call_about(request, PageKind.FIGURES),
    }
    return render(request, "knowledge/figures.html", context)


@public_page_with(list_of())
def sources(request: HttpRequest) -> HttpResponse:
    entries = Source.objects.visible_to(request.user)
    context = {"page": page_of(entries, request.GET), "call": call_about(request)}
    return render(request, "knowledge/sources.html", context)
