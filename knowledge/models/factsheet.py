from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from knowledge.models.bounded import BoundedTextField
from knowledge.models.constraints import valid_choice
from knowledge.models.entry import Entry, SourcedEntry, Versioned, refuse_untranslated
from knowledge.models.exploitation_form import ExploitationForm
from knowledge.models.guidance import Guidance
from knowledge.models.key_figure import KeyFigure
from knowledge.models.legal_article import LegalArticle
from knowledge.models.querysets import EntryManager, EntryQuerySet
from knowledge.models.resource import Resource
from knowledge.models.risk_place import RiskPlace
from knowledge.models.service import Service
from knowledge.models.signal import Signal


class Layout(models.TextChoices):
    SHEET = "sheet", _("factsheet")
    CARD = "card", _("wall card: the numbers as large as will fit on one page")


class Takes(models.TextChoices):
    """The model that a section selects entries from."""

    NOTHING = "", _("nothing, only its own text")
    SERVICES = "services", _("desks")
    SIGNALS = "signals", _("signs")
    PLACES = "places", _("risk places")
    GUIDANCE = "guidance", _("guidance")
    ARTICLES = "articles", _("legal articles")
    OFFENCES = "offences", _("table of sexual offences; with everything: also of the past")
    RESOURCES = "resources", _("resources")
    FIGURES = "figures", _("key figures")
    FORMS = "forms", _("forms of exploitation")


class Shows(models.TextChoices):
    NAMES = "names", _("names only")
    SHORT = "short", _("name and summary")
    FULL = "full", _("everything")


class Role(models.TextChoices):
    """What a section is for: boxes and lists have their own place and look on a sheet."""

    PLAIN = "", _("an ordinary section")
    NOW = "now", _("box “now”: whom to call")
    TODAY = "today", _("box “today”: what to do")
    NEVER = "never", _("box “never”: what not to do")
    STEPS = "steps", _("numbered steps")
    LIST = "list", _("a list")
    VOICES = "voices", _("what boys said, in our own words")

    @property
    def is_list(self) -> bool:
        """Each line of the text of such a section is an item of a list."""
        return self not in (Role.PLAIN, Role.NOW)


class FactsheetQuerySet(EntryQuerySet["Factsheet"]):
    def cards(self) -> Self:
        """Wall cards."""
        return self.filter(layout=Layout.CARD)


_FactsheetManager = EntryManager.from_queryset(FactsheetQuerySet)


class FactsheetManager(_FactsheetManager["Factsheet"]):
    """Default manager of factsheets."""


class Factsheet(Entry):
    """A printable page for one profession: ordered sections drawn from the knowledge base."""

    title = models.CharField(_("title"), max_length=120)
    neutral_title = models.CharField(
        _("neutral title"),
        max_length=120,
        help_text=_("For anyone who shares a printer or screen: do not mention the subject."),
    )
    introduction = BoundedTextField(_("introduction"), blank=True)
    audience = models.ForeignKey(
        "knowledge.Audience",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("audience"),
        help_text=_("Leave empty for everyone."),
    )
    layout = models.CharField(
        _("layout"), max_length=10, choices=Layout.choices, default=Layout.SHEET
    )
    reviewed_on = models.DateField(
        _("content reviewed on"),
        null=True,
        blank=True,
        help_text=_(
            "The day on which somebody last read the whole sheet. It is printed beside the day of "
            "the copy; without it, the sheet says that nobody has."
        ),
    )
    position = models.PositiveSmallIntegerField(_("order"), default=100)

    objects: ClassVar[FactsheetManager] = FactsheetManager()
    # For the types of related managers: modeltranslation replaces the class at run time.
    _default_manager: ClassVar[FactsheetManager]

    class Meta(Entry.Meta):
        ordering = ["position", "slug"]
        verbose_name = _("factsheet")
        verbose_name_plural = _("factsheets")
        constraints = [*Entry.Meta.constraints, valid_choice("layout", Layout)]

    def __str__(self) -> str:
        return self.title or self.slug

    def get_absolute_url(self) -> str:
        return reverse("factsheet", args=[self.slug])


class FactsheetSection(Versioned):
    """A heading with its own text, and a selection of entries from the knowledge base.

    `kinds` limits the selection to kinds of the model (categories of signals, themes of guidance,
    ...); `only` names entries by slug, in order. Both empty: all entries.
    """

    factsheet = models.ForeignKey(
        Factsheet,
        on_delete=models.CASCADE,
        related_name="sections",
        verbose_name=_("factsheet"),
    )
    role = models.CharField(
        _("role"),
        max_length=10,
        choices=Role.choices,
        default=Role.PLAIN,
        blank=True,
        help_text=_("Boxes and lists stand side by side where two follow each other."),
    )
    title = models.CharField(_("heading"), max_length=120)
    text = BoundedTextField(
        _("text"),
        blank=True,
        help_text=_(
            "An empty line begins a new paragraph. In “today”, “never”, steps, lists and voices "
            "each line is an item."
        ),
    )
    instead = models.CharField(
        _("in place of the numbers"),
        max_length=80,
        blank=True,
        help_text=_(
            "How the readers of this sheet reach these desks, if not by their public number: "
            "“through your own unit”."
        ),
    )
    takes = models.CharField(
        _("includes"), max_length=10, choices=Takes.choices, default=Takes.NOTHING, blank=True
    )
    shows = models.CharField(_("shows"), max_length=10, choices=Shows.choices, default=Shows.SHORT)
    kinds = models.CharField(
        _("of these kinds"),
        max_length=200,
        blank=True,
        help_text=_("Codes separated by spaces. Leave empty for every kind."),
    )
    only = BoundedTextField(
        _("only these, in this order"),
        blank=True,
        help_text=_("One slug per line. Leave empty for all entries, in their own order."),
    )
    sources = models.ManyToManyField(
        "knowledge.Source",
        verbose_name=_("sources"),
        blank=True,
        help_text=_("Where the text of this section comes from."),
    )
    position = models.PositiveSmallIntegerField(_("order"), default=100)

    class Meta:
        ordering = ["position", "id"]
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        constraints = [
            valid_choice("takes", Takes),
            valid_choice("shows", Shows),
            valid_choice("role", Role),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        refuse_untranslated(self)
        problems = dict(self._problems())
        if problems:
            raise ValidationError(problems)

    def _problems(self) -> Iterator[tuple[str, Any]]:
        if self.instead and self.takes != Takes.SERVICES:
            yield "instead_nl", _("Only a section that includes desks has numbers to replace.")
        selectable = SELECTABLE_MODELS.get(self.takes)
        if selectable is None:
            for name in ("kinds", "only"):
                if getattr(self, name).strip():
                    yield (
                        name,
                        _(
                            "This section does not include any entries, so there is nothing to "
                            "choose from."
                        ),
                    )
            return
        unknown_kinds = [kind for kind in self.kinds.split() if kind not in selectable.kinds]
        if unknown_kinds:
            yield "kinds", _unknown(unknown_kinds, selectable.kinds)
        if unknown := selectable.unknown(self.slugs):
            yield "only", _("Unknown: %(unknown)s.") % {"unknown": ", ".join(unknown)}

    @property
    def entry(self) -> Factsheet:
        """The entry this row is part of; permissions on it apply to this row."""
        return self.factsheet

    @property
    def slugs(self) -> list[str]:
        """Slugs of the named entries, without duplicates."""
        return list(dict.fromkeys(self.only.split()))


@dataclass(frozen=True, slots=True)
class SelectableModel:
    """A model that sections can select from; `kind_field` divides it into kinds."""

    model: type[SourcedEntry]
    kind_field: str = ""

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Choices of `kind_field`: code and label; empty for a model without kinds."""
        if not self.kind_field:
            return []
        field: Any = self.model._meta.get_field(self.kind_field)
        return list(field.choices)

    @property
    def kinds(self) -> tuple[str, ...]:
        return tuple(code for code, _label in self.choices)

    def unknown(self, slugs: Sequence[str]) -> list[str]:
        """The slugs that no entry has."""
        entries = self.model._default_manager.filter(slug__in=slugs)
        known = set(entries.values_list("slug", flat=True))
        return [slug for slug in slugs if slug not in known]


SELECTABLE_MODELS: dict[str, SelectableModel] = {
    Takes.SERVICES: SelectableModel(Service),
    Takes.SIGNALS: SelectableModel(Signal, "category"),
    Takes.PLACES: SelectableModel(RiskPlace, "setting"),
    Takes.GUIDANCE: SelectableModel(Guidance, "theme"),
    Takes.ARTICLES: SelectableModel(LegalArticle),
    Takes.OFFENCES: SelectableModel(LegalArticle),
    Takes.RESOURCES: SelectableModel(Resource, "kind"),
    Takes.FIGURES: SelectableModel(KeyFigure),
    Takes.FORMS: SelectableModel(ExploitationForm),
}


def _unknown(words: Sequence[str], known: Sequence[str]) -> str:
    return _("Unknown: %(unknown)s. Choose from: %(known)s.") % {
        "unknown": ", ".join(words),
        "known": ", ".join(known) or "-",
    }
