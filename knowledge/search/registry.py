"""The sources of the knowledge base that are searched, in the order in which equals stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from operator import attrgetter
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from knowledge import models
from knowledge.introspection import LANGUAGES, localized
from knowledge.models.contact import ContactKind
from knowledge.models.querysets import User
from knowledge.models.service import Coverage
from knowledge.search.documents import EntrySource, Extra, Texts

SERVICE = "service"


def _by_key(pairs: Iterable[tuple[int, Any]]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for pk, value in pairs:
        found[pk].append(value)
    return found


def _texts(rows: QuerySet[Any], key: str, *names: str) -> dict[int, list[Texts]]:
    """Translated columns of related rows, by `key`."""
    columns = {code: [_column(name, code) for name in names] for code in LANGUAGES}
    wanted = [column for several in columns.values() for column in several]
    return _by_key(
        (
            row[key],
            {code: " ".join(row[c] or "" for c in several) for code, several in columns.items()},
        )
        for row in rows.values(key, *wanted)
    )


def _column(name: str, code: str) -> str:
    *way, own = name.split("__")
    return "__".join([*way, localized(own, code)])


def _of_services(user: User) -> Extra:
    """Numbers and other contact details, the organisation, and the regions of desks."""
    services = models.Service.objects.visible_to(user)
    details = models.ContactDetail.objects.visible_to(user).filter(service__in=services)
    names = _by_key(details.exclude(kind=ContactKind.ADDRESS).values_list("service", "value"))
    for pk, short in services.values_list("pk", "organisation__abbreviation"):
        names.setdefault(pk, []).append(short)
    text = _texts(services, "pk", "organisation__name")
    for pk, labels in _texts(details, "service", "label", "hours_note").items():
        text[pk] += labels
    local = services.exclude(coverage=Coverage.NATIONAL)
    regions = _by_key(local.exclude(regions=None).values_list("pk", "regions__slug"))
    for pk in local.filter(coverage=Coverage.LOCAL).values_list("pk", flat=True):
        regions.setdefault(pk, [])  # for one place, and it is not said in which region that is
    by_organisation = services.filter(organisation__restricted=True)
    return Extra(
        names,
        text,
        {pk: frozenset(slugs) for pk, slugs in regions.items()},
        frozenset(by_organisation.values_list("pk", flat=True)),
    )


def _of_articles(user: User) -> Extra:
    """Which articles this one replaced: who asks for the old number finds the new one too."""
    articles = models.LegalArticle.objects.visible_to(user)
    replaced = articles.filter(successors__in=articles)
    rows = replaced.values_list("successors", "number", "law").distinct()
    return Extra(text=_by_key((pk, _cited(number, law)) for pk, number, law in rows))


def _cited(number: str, law: str) -> Texts:
    return dict.fromkeys(LANGUAGES, f"{number} {law}")


def _with_reach(services: Any, user: User) -> Any:
    return services.with_reach(user)


def _with_successors(articles: QuerySet[Any], user: User) -> QuerySet[Any]:
    visible = models.LegalArticle.objects.visible_to(user)
    return articles.prefetch_related(Prefetch("successors", visible))


def _citation(article: models.LegalArticle) -> str:
    return f"{capfirst(article.citation)}: {article.title}"


def _validity(article: models.LegalArticle) -> str:
    """Until when an old article applied, and what came in its place."""
    if article.in_force_until is None:
        return ""
    day = date_format(article.in_force_until, "j F Y")
    after = ", ".join(one.citation for one in article.successors.all() if not one.restricted)
    if not after:
        return gettext("Applied up to and including %(day)s.") % {"day": day}
    said = {"day": day, "articles": after}
    return gettext("Applied up to and including %(day)s; replaced by %(articles)s.") % said


def _figure(figure: models.KeyFigure) -> str:
    return f"{figure.figure}: {figure.counts}"


SEARCH_SOURCES = (
    EntrySource(
        SERVICE,
        _("Desks"),
        models.Service,
        weight=1.35,
        ages=("min_age", "max_age"),
        besides=_of_services,
        is_restricted=attrgetter("is_restricted"),
        with_shown=_with_reach,
    ),
    EntrySource(
        "organisation",
        _("Organisations"),
        models.Organisation,
        names=("abbreviation",),
        weight=0.9,
    ),
    EntrySource(
        "form",
        _("Forms of exploitation"),
        models.ExploitationForm,
        weight=1.2,
        listed_at="exploitation_forms",
    ),
    EntrySource("guidance", _("Guidance"), models.Guidance, ("title",)),
    EntrySource("signal", _("Signals"), models.Signal, listed_at="signals"),
    EntrySource("place", _("Risk places"), models.RiskPlace, listed_at="places"),
    EntrySource(
        "article",
        _("Law"),
        models.LegalArticle,
        ("title",),
        ("law", "number"),
        besides=_of_articles,
        title_of=_citation,
        note_of=_validity,
        with_shown=_with_successors,
    ),
    EntrySource("resource", _("Resources"), models.Resource, listed_at="resources"),
    EntrySource(
        "figure",
        _("Key figures"),
        models.KeyFigure,
        ("figure", "counts"),
        listed_at="figures",
        title_of=_figure,
    ),
    EntrySource("factsheet", _("Factsheets"), models.Factsheet, ("title", "neutral_title")),
    EntrySource("word", _("Code words"), models.CodeWord, (), ("term",), listed_at="places"),
)
