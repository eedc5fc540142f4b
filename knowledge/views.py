"""Pages of the knowledge base. Each view evaluates its lists: templates run no query."""

from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from knowledge import forms
from knowledge.desks import desk
from knowledge.hours import week_of
from knowledge.kept import kept
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
    Signal,
    Source,
)
from knowledge.models.base import User
from knowledge.vcards import contacts_to_save


def overview(request: HttpRequest) -> HttpResponse:
    return render(request, "knowledge/overview.html")


def services(request: HttpRequest) -> HttpResponse:
    form = forms.ServiceFilter(request.GET)
    found = form.narrow(Service.objects.visible_to(request.user)).with_contacts(request.user)
    now = timezone.now()
    desks = [desk(service, now) for service in found]
    return render(request, "knowledge/services.html", {"form": form, "desks": desks})


def service(request: HttpRequest, slug: str) -> HttpResponse:
    found, national = kept(
        request.user, ("service", slug), lambda: _service_and_national(request.user, slug)
    )
    shown = desk(found, timezone.now())
    today = timezone.localdate()
    weeks = [(contact, week_of(contact.detail.opening_hours, today)) for contact in shown.contacts]
    context = {
        "desk": shown,
        "national_desk": national,
        "weeks": weeks,
        "can_be_saved": bool(contacts_to_save(shown)),
    }
    return render(request, "knowledge/service.html", context)


def _service_and_national(user: User, slug: str) -> tuple[Service, Service | None]:
    visible = Service.objects.visible_to(user)
    audiences = Prefetch("audiences", Audience.objects.visible_to(user))
    found = get_object_or_404(
        visible.with_contacts(user).with_sources(user).prefetch_related(audiences), slug=slug
    )
    if found.regional_of_id is None:
        return found, None
    return found, visible.filter(pk=found.regional_of_id).select_related("organisation").first()


def organisations(request: HttpRequest) -> HttpResponse:
    form = forms.OrganisationFilter(request.GET)
    found = form.narrow(Organisation.objects.visible_to(request.user))
    desks = Prefetch("services", Service.objects.visible_to(request.user))
    context = {"form": form, "organisations": list(found.prefetch_related(desks))}
    return render(request, "knowledge/organisations.html", context)


def organisation(request: HttpRequest, slug: str) -> HttpResponse:
    visible = Organisation.objects.visible_to(request.user).with_sources(request.user)
    found = get_object_or_404(visible, slug=slug)
    now = timezone.now()
    offered = Service.objects.visible_to(request.user).filter(organisation=found)
    desks = [desk(service, now) for service in offered.with_contacts(request.user)]
    return render(request, "knowledge/organisation.html", {"organisation": found, "desks": desks})


def exploitation_forms(request: HttpRequest) -> HttpResponse:
    found = ExploitationForm.objects.visible_to(request.user).with_sources(request.user)
    return render(request, "knowledge/exploitation_forms.html", {"forms": list(found)})


def signals(request: HttpRequest) -> HttpResponse:
    form = forms.SignalFilter(request.GET)
    found = form.narrow(Signal.objects.visible_to(request.user)).with_sources(request.user)
    groups = _grouped(found, "category", forms.SignalCategory)
    return render(request, "knowledge/signals.html", {"form": form, "groups": groups})


def places(request: HttpRequest) -> HttpResponse:
    form = forms.PlaceFilter(request.GET)
    found = form.narrow(RiskPlace.objects.visible_to(request.user)).with_sources(request.user)
    words = CodeWord.objects.visible_to(request.user).with_sources(request.user)
    context = {
        "form": form,
        "groups": _grouped(found, "setting", forms.PlaceSetting),
        "code_words": [] if form.active else list(words),
    }
    return render(request, "knowledge/places.html", context)


def articles(request: HttpRequest) -> HttpResponse:
    form = forms.ArticleFilter(request.GET, timezone.localdate())
    found = form.narrow(LegalArticle.objects.visible_to(request.user))
    context = {"form": form, "articles": list(found), "today": timezone.localdate()}
    return render(request, "knowledge/articles.html", context)


def article(request: HttpRequest, slug: str) -> HttpResponse:
    visible = LegalArticle.objects.visible_to(request.user)
    guidance = Guidance.objects.visible_to(request.user)
    found = get_object_or_404(
        visible.with_sources(request.user).prefetch_related(
            Prefetch("successors", visible),
            Prefetch("predecessors", visible),
            Prefetch("guidance_set", guidance),
        ),
        slug=slug,
    )
    context = {"article": found, "applies_today": found.applies_on(timezone.localdate())}
    return render(request, "knowledge/article.html", context)


def guidance_list(request: HttpRequest) -> HttpResponse:
    form = forms.GuidanceFilter(request.GET)
    found = form.narrow(Guidance.objects.visible_to(request.user))
    groups = _grouped(found, "theme", forms.Theme)
    return render(request, "knowledge/guidance_list.html", {"form": form, "groups": groups})


def guidance(request: HttpRequest, slug: str) -> HttpResponse:
    visible = Guidance.objects.visible_to(request.user).with_sources(request.user)
    found = get_object_or_404(
        visible.prefetch_related(
            Prefetch("articles", LegalArticle.objects.visible_to(request.user)),
            Prefetch("audiences", Audience.objects.visible_to(request.user)),
        ),
        slug=slug,
    )
    return render(request, "knowledge/guidance.html", {"guidance": found})


def resources(request: HttpRequest) -> HttpResponse:
    form = forms.ResourceFilter(request.GET)
    found = form.narrow(Resource.objects.visible_to(request.user)).with_sources(request.user)
    groups = _grouped(found, "kind", forms.ResourceKind)
    return render(request, "knowledge/resources.html", {"form": form, "groups": groups})


def figures(request: HttpRequest) -> HttpResponse:
    found = KeyFigure.objects.visible_to(request.user).with_sources(request.user)
    return render(request, "knowledge/figures.html", {"figures": list(found)})


def sources(request: HttpRequest) -> HttpResponse:
    found = Source.objects.visible_to(request.user)
    return render(request, "knowledge/sources.html", {"sources": list(found)})


def _grouped(entries: Any, field: str, kinds: Any) -> list[tuple[str, str, list[Any]]]:
    """Entries by their kind, in the order of the kinds: key, heading, entries."""
    by_kind: dict[str, list[Any]] = {}
    for entry in entries:
        by_kind.setdefault(getattr(entry, field), []).append(entry)
    return [(kind, label, by_kind[kind]) for kind, label in kinds.choices if kind in by_kind]
