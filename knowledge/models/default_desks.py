"""The desks to call on pages whose entry has none of its own."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import models
from django.db.models import Q
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from knowledge.models.entry import Entry
from knowledge.models.guidance import Theme
from knowledge.models.leads_to_desks import LeadsToDesks
from knowledge.models.querysets import Status
from knowledge.models.resource import ResourceKind
from knowledge.models.risk_place import PlaceSetting
from knowledge.models.signal import SignalCategory


class PageKind(models.TextChoices):
    """Kinds of pages; `ALL` is for those without a row of their own."""

    ALL = "all", _("All other pages")
    FORMS = "forms", _("Forms of exploitation")
    SIGNALS = "signals", _("Signs")
    PLACES = "places", _("Risk places")
    ARTICLES = "articles", _("Law")
    GUIDANCE = "guidance", _("Guidance")
    RESOURCES = "resources", _("Resources")
    FIGURES = "figures", _("Key figures")


_PARTS: dict[PageKind, type[models.TextChoices]] = {
    PageKind.SIGNALS: SignalCategory,
    PageKind.PLACES: PlaceSetting,
    PageKind.GUIDANCE: Theme,
    PageKind.RESOURCES: ResourceKind,
}


def part_of(kind: PageKind, part: str) -> str:
    """The subject of a part of a kind, such as guidance on one theme."""
    return f"{kind}-{part}"


def subject_choices() -> Iterator[tuple[str, object]]:
    """Every kind of page, each followed by its parts."""
    for kind in PageKind:
        yield kind.value, kind.label
        for value, label in _PARTS[kind].choices if kind in _PARTS else ():
            yield part_of(kind, value), format_lazy("{}: {}", kind.label, label)


class DefaultDesks(LeadsToDesks, Entry):
    """The desks of a kind of page, or of a part of it such as guidance on one theme."""

    subject = models.CharField(
        _("pages"),
        max_length=40,
        choices=subject_choices,
        help_text=_("A part, such as one theme, goes before the kind it belongs to."),
    )

    class Meta(Entry.Meta):
        ordering = ["slug"]
        verbose_name = _("usual desks")
        verbose_name_plural = _("usual desks")
        constraints = [
            *Entry.Meta.constraints,
            models.UniqueConstraint(
                fields=["subject"],
                condition=~Q(status=Status.ARCHIVED),
                name="knowledge_defaultdesks_once_a_subject",
                violation_error_message=_("These pages already have usual desks."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_subject_display()
