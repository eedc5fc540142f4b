from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from knowledge.models.bounded import BoundedTextField
from knowledge.models.entry import SourcedEntry
from knowledge.models.leads_to_desks import LeadsToDesks
from knowledge.models.querysets import EntryManager, EntryQuerySet, User
from knowledge.models.source import Source


class LegalArticleQuerySet(EntryQuerySet["LegalArticle"]):
    def applying_on(self, day: date) -> Self:
        """Articles in force on `day`; an unknown date counts as in force."""
        started = Q(in_force_from=None) | Q(in_force_from__lte=day)
        not_ended = Q(in_force_until=None) | Q(in_force_until__gte=day)
        return self.filter(started, not_ended)

    def repealed_on(self, day: date) -> Self:
        """Articles whose last day is before `day`."""
        return self.filter(in_force_until__lt=day)

    def with_offences(self) -> Self:
        """Articles in the table of sexual offences, with their rows."""
        return self.filter(offences__isnull=False).distinct().prefetch_related("offences")

    def with_wording(self, user: User) -> Self:
        """With the source in which each was read, where `user` may see it."""
        sources = Source.objects.visible_to(user)
        return self.prefetch_related(models.Prefetch("text_seen_source", sources))

    def changing(self, *, after: date, until: date) -> Self:
        """Articles that come into force or end after `after`, up to and including `until`."""
        begins = Q(in_force_from__gt=after, in_force_from__lte=until)
        ends = Q(in_force_until__gte=after, in_force_until__lt=until)
        return self.filter(begins | ends)


_LegalArticleManager = EntryManager.from_queryset(LegalArticleQuerySet)


class LegalArticleManager(_LegalArticleManager["LegalArticle"]):
    """Default manager of legal articles."""


class LegalArticle(LeadsToDesks, SourcedEntry):
    """One article of a law, with its text in one period.

    Article numbers were reused on 1 July 2024, so law and number alone do not identify a
    text: the dates do. `in_force_until` is the last day. That it is in force says nothing of
    whether anybody read it: `text_seen_on` does, and `pending_change` says what may have changed
    it since.
    """

    law = models.CharField(_("law"), max_length=20, help_text=_("As cited by lawyers: Sr, Vb."))
    number = models.CharField(_("number"), max_length=40)
    title = models.CharField(_("title"), max_length=200)
    summary = BoundedTextField(_("summary"))
    maximum_penalty = BoundedTextField(_("maximum penalty"), blank=True)
    note = BoundedTextField(_("note"), blank=True, help_text=_("Caveats and upcoming changes."))
    in_force_from = models.DateField(_("in force from"), null=True, blank=True)
    in_force_until = models.DateField(_("in force until"), null=True, blank=True)
    successors = models.ManyToManyField(
        "self",
        symmetrical=False,
        related_name="predecessors",
        verbose_name=_("replaced by"),
        blank=True,
    )
    text_seen_on = models.DateField(
        _("wording read as it stood on"),
        null=True,
        blank=True,
        help_text=_(
            "The day whose wording was read: today, or the date of the version in hand. Leave "
            "empty if the wording was not read; pages and paper then say so."
        ),
    )
    text_seen_source = models.ForeignKey(
        "knowledge.Source",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("wording read in"),
    )
    pending_change = models.CharField(
        _("change that may have been made"),
        max_length=200,
        blank=True,
        help_text=_(
            "One sentence, such as the number of a bill. Empty it once the outcome is known."
        ),
    )
    position = models.PositiveSmallIntegerField(_("order"), default=100)

    objects: ClassVar[LegalArticleManager] = LegalArticleManager()

    class Meta(SourcedEntry.Meta):
        ordering = ["position", "slug"]
        verbose_name = _("legal article")
        verbose_name_plural = _("legal articles")
        constraints = [
            *SourcedEntry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(in_force_from=None)
                | Q(in_force_until=None)
                | Q(in_force_from__lte=models.F("in_force_until")),
                name="knowledge_legalarticle_dates_in_order",
                violation_error_message=_("An article cannot end before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(text_seen_source=None) | Q(text_seen_on__isnull=False),
                name="knowledge_legalarticle_wording_dated",
                violation_error_message=_("Say as it stood on which day the wording was read."),
            ),
            models.UniqueConstraint(
                fields=["law", "number", "in_force_from"],
                name="knowledge_legalarticle_one_text_a_period",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.citation}: {self.title}"

    @property
    def citation(self) -> str:
        return f"art. {self.number} {self.law}"

    @property
    def is_assured(self) -> bool:
        """Somebody read its wording, and nothing may have changed it since."""
        return self.text_seen_on is not None and not self.pending_change

    def applies_on(self, day: date) -> bool:
        started = self.in_force_from is None or self.in_force_from <= day
        return started and (self.in_force_until is None or day <= self.in_force_until)

    def get_absolute_url(self) -> str:
        return reverse("article", args=[self.slug])


def wording_line(articles: Iterable[LegalArticle]) -> str:
    """The two dates of each article, grouped, and what is in doubt. See `with_wording`."""
    rows = list(articles)
    return " ".join([*_in_force(rows), *_read(rows), *_doubts(rows)])


def _in_force(articles: list[LegalArticle]) -> Iterator[str]:
    for (first, last), rows in _grouped(
        articles, lambda row: (row.in_force_from, row.in_force_until)
    ):
        if first and last:
            line = gettext("In force from %(day)s until %(last)s: %(articles)s.")
        elif last:
            line = gettext("In force until %(last)s: %(articles)s.")
        elif first:
            line = gettext("In force since %(day)s: %(articles)s.")
        else:
            line = gettext("Start date not known: %(articles)s.")
        numbers = ", ".join(row.number for row in rows)
        yield line % {"day": _day(first), "last": _day(last), "articles": numbers}


def _read(articles: list[LegalArticle]) -> Iterator[str]:
    read = [row for row in articles if row.text_seen_on]
    for (day, source), rows in _grouped(read, lambda row: (row.text_seen_on, row.text_seen_source)):
        values = {"articles": _numbers(rows, articles), "day": _day(day)}
        if source:
            values["source"] = source.title
            yield gettext("Wording of %(day)s read in “%(source)s”: %(articles)s.") % values
        else:
            yield gettext("Wording of %(day)s read: %(articles)s.") % values


def _doubts(articles: list[LegalArticle]) -> Iterator[str]:
    """What was not read, and what a bill may have changed."""
    unread = [row for row in articles if row.text_seen_on is None]
    pending = [row for row in articles if row.pending_change]
    if unread:
        yield gettext("Wording not read: %(articles)s.") % {"articles": _numbers(unread, articles)}
    if pending:
        numbers = _numbers(pending, articles)
        yield gettext("A bill may have changed: %(articles)s.") % {"articles": numbers}


def _day(day: date | None) -> str:
    return date_format(day, "j F Y") if day else ""


def _grouped(
    articles: list[LegalArticle], key: Callable[[LegalArticle], Any]
) -> Iterator[tuple[Any, list[LegalArticle]]]:
    groups: dict[Any, list[LegalArticle]] = {}
    for article in articles:
        groups.setdefault(key(article), []).append(article)
    yield from groups.items()


def _numbers(articles: Iterable[LegalArticle], among: Iterable[LegalArticle]) -> str:
    """Their numbers; a former article is marked where `among` has another with its number."""
    count = Counter(article.number for article in among)
    return ", ".join(
        gettext("%(number)s (former)") % {"number": article.number}
        if article.in_force_until and count[article.number] > 1
        else article.number
        for article in articles
    )
