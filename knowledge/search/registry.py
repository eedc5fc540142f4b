"""Search sources of the knowledge base; on equal scores, results keep this order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from operator import attrgetter
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from knowledge import models
from knowledge.introspection import LANGUAGES, localized
from knowledge.models.contact_detail import ContactKind
from knowledge.models.querysets import User
from knowledge.models.service import Coverage
from knowledge.search.documents import LAW, EntrySource, RelatedValues, Texts, Tier
from knowledge.tokens.targets import displayed

SERVICE = "service"


def _by_key(pairs: Iterable[tuple[int, Any]]) -> dict[int, list[Any]]:
    values: dict[int, list[Any]] = defaultdict(list)
    for pk, value in pairs:
        values[pk].append(value)
    return values


def _texts(rows: QuerySet[Any], key: str, *names: str) -> dict[int, list[Texts]]:
    """Translated texts of the fields `names` of `rows`, grouped by the column `key`."""
    columns = {code: [_column(name, code) for name in names] for code in LANGUAGES}
    selected = [column for language_columns in columns.values() for column in language_columns]
    return _by_key(
        (
            row[key],
            {
                code: displayed(" ".join(row[c] or "" for c in cells), code)
                for code, cells in columns.items()
            },
        )
        for row in rows.values(key, *selected)
    )


def _column(name: str, code: str) -> str:
    *path, field = name.split("__")
    return "__".join([*path, localized(field, code)])


def _of_services(user: User) -> RelatedValues:
    """Contact details, organisation names and regions of desks."""
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
        regions.setdefault(pk, [])  # local, in an unknown region: not everywhere
    by_organisation = services.filter(organisation__restricted=True)
    return RelatedValues(
        names,
        text,
        {pk: frozenset(slugs) for pk, slugs in regions.items()},
        frozenset(by_organisation.values_list("pk", flat=True)),
    )


def _of_articles(user: User) -> RelatedValues:
    """Articles that each one replaced, so that the old number finds the new article too."""
    articles = models.LegalArticle.objects.visible_to(user)
    replaced = articles.filter(successors__in=articles)
    rows = replaced.values_list("successors", "number", "law").distinct()
    return RelatedValues(
        text=_by_key((pk, _in_all_languages(f"{number} {law}")) for pk, number, law in rows),
        repealed=frozenset(articles.repealed_on(timezone.localdate()).values_list("pk", flat=True)),
    )


def _in_all_languages(text: str) -> Texts:
    return dict.fromkeys(LANGUAGES, text)


def _with_reach(services: Any, user: User) -> Any:
    return services.with_reach(user)


def _with_successors(articles: QuerySet[Any], user: User) -> QuerySet[Any]:
    visible = models.LegalArticle.objects.visible_to(user)
    return articles.prefetch_related(Prefetch("successors", visible))


def _citation(article: models.LegalArticle) -> str:
    return f"{capfirst(article.citation)}: {article.title}"


def _validity(article: models.LegalArticle) -> str:
    """Note for an article that ends: its last day, and the articles that replace it."""
    if article.in_force_until is None:
        return ""
    day = date_format(article.in_force_until, "j F Y")
    successors = [other for other in article.successors.all() if not other.restricted]
    if not successors:
        return gettext("Was in force up to and including %(day)s.") % {"day": day}
    values = {"day": day, "articles": ", ".join(other.citation for other in successors)}
    return gettext("Was in force up to and including %(day)s; replaced by %(articles)s.") % values


def _figure(figure: models.KeyFigure) -> str:
    return f"{figure.figure}: {figure.counts}"


SEARCH_SOURCES = (
    EntrySource(
        SERVICE,
        _("Desks"),
        models.Service,
        weight=1.35,
        tier=Tier.REFERRAL,
        age_fields=("min_age", "max_age"),
        related_values=_of_services,
        is_restricted=attrgetter("is_restricted"),
        for_display=_with_reach,
    ),
    EntrySource(
        "organisation",
        _("Organisations"),
        models.Organisation,
        names=("abbreviation",),
        weight=0.9,
        tier=Tier.BACKGROUND,
    ),
    EntrySource(
        "form",
        _("Forms of exploitation"),
        models.ExploitationForm,
        weight=1.2,
        list_url="exploitation_forms",
    ),
    EntrySource("guidance", _("Guidance"), models.Guidance, ("title",)),
    EntrySource("signal", _("Signs"), models.Signal, list_url="signals"),
    EntrySource("place", _("Risk places"), models.RiskPlace, list_url="places"),
    EntrySource(
        LAW,
        _("Law"),
        models.LegalArticle,
        ("title",),
        ("law", "number"),
        related_values=_of_articles,
        title_of=_citation,
        note_of=_validity,
        for_display=_with_successors,
    ),
    EntrySource("resource", _("Resources"), models.Resource, list_url="resources"),
    EntrySource(
        "figure",
        _("Key figures"),
        models.KeyFigure,
        ("figure", "counts"),
        tier=Tier.BACKGROUND,
        list_url="figures",
        title_of=_figure,
    ),
    EntrySource("factsheet", _("Factsheets"), models.Factsheet, ("title", "neutral_title")),
    EntrySource("word", _("Code words"), models.CodeWord, (), ("term",), list_url="places"),
)
