"""Municipalities and their other names; they lead to regional desks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from knowledge.models.entry import Versioned
from knowledge.models.region import Region, RegionKind


class MunicipalityQuerySet(models.QuerySet["Municipality"]):
    def current(self, *, on: date) -> Self:
        """Municipalities that exist on `on`; `ended_on` is the last day."""
        return self.filter(Q(ended_on=None) | Q(ended_on__gte=on))

    def current_names(self, *, on: date) -> list[str]:
        """Names for suggestions while typing."""
        return list(self.current(on=on).order_by("name").values_list("name", flat=True))

    def with_regions(self) -> Self:
        return self.prefetch_related("regions")

    def names(self) -> list[tuple[str, str]]:
        """Pairs of name and slug: own names, then aliases, former municipalities included.

        An ambiguous name occurs once for each of its municipalities.
        """
        aliases = MunicipalityAlias.objects.filter(municipality__in=self)
        return [
            *self.values_list("name", "slug"),
            *aliases.values_list("name", "municipality__slug"),
        ]


class Municipality(Versioned):
    """A municipality, current or former, so that old links and former names keep working.

    `slug` is part of URLs and never changes; `code` is the one of Statistics Netherlands (CBS).
    """

    slug = models.SlugField(
        _("slug"),
        max_length=80,
        unique=True,
        help_text=_("Permanent: it is part of the web address and of printed references."),
    )
    code = models.CharField(
        _("CBS code"),
        max_length=6,
        unique=True,
        validators=[RegexValidator(re.compile(r"\AGM[0-9]{4}\Z"))],
        help_text=_("GM followed by four digits."),
    )
    name = models.CharField(_("name"), max_length=80)
    regions = models.ManyToManyField(
        Region,
        related_name="municipalities",
        verbose_name=_("regions"),
        blank=True,
        help_text=_("No more than one of each kind."),
    )
    ended_on = models.DateField(
        _("last day"),
        null=True,
        blank=True,
        help_text=_(
            "The last day of a municipality that merged into another. Leave empty if it "
            "continues to exist."
        ),
    )
    successor = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name=_("merged into"),
    )

    objects = MunicipalityQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")
        constraints = [
            models.CheckConstraint(
                condition=Q(code__regex=r"^GM[0-9]{4}$"), name="knowledge_municipality_code_valid"
            ),
            models.CheckConstraint(
                condition=Q(successor=None) | Q(ended_on__isnull=False),
                name="knowledge_municipality_successor_needs_end",
                violation_error_message=_(
                    "Only a municipality that has an end date can have a successor."
                ),
            ),
            models.CheckConstraint(
                condition=Q(successor=None) | ~Q(successor=F("id")),
                name="knowledge_municipality_not_its_own_successor",
                violation_error_message=_("A municipality cannot be its own successor."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.slug

    def clean(self) -> None:
        super().clean()
        if self.pk:
            refuse_regions_of_one_kind(self.regions.all())
        if self.pk and self.pk in (after.pk for after in self._successors()):
            raise ValidationError({"successor": _("These successors form a loop.")})

    def exists_on(self, day: date) -> bool:
        return self.ended_on is None or day <= self.ended_on

    def current_form(self, *, on: date) -> Municipality:
        """This municipality, or its successor on `on`.

        A former one without a known successor is returned itself: its regions still apply.
        """
        form = self
        for after in self._successors():
            if form.exists_on(on):
                break
            form = after
        return form

    def region(self, kind: str) -> Region | None:
        return next((region for region in self.regions.all() if region.kind == kind), None)

    @property
    def police_unit(self) -> Region | None:
        return self.region(RegionKind.POLICE_UNIT)

    @property
    def veilig_thuis_region(self) -> Region | None:
        return self.region(RegionKind.VEILIG_THUIS)

    def _successors(self) -> list[Municipality]:
        """The chain of successors; stops at a cycle."""
        chain: list[Municipality] = []
        after = self.successor
        while after is not None and after not in chain:
            chain.append(after)
            after = after.successor
        return chain


class MunicipalityAlias(Versioned):
    """Another name of a municipality: a former municipality, a short or a Frisian name.

    A name may belong to several municipalities; then the visitor is asked which one.
    """

    slug = models.SlugField(_("slug"), max_length=170, unique=True, editable=False)
    municipality = models.ForeignKey(
        Municipality,
        on_delete=models.CASCADE,
        related_name="aliases",
        verbose_name=_("municipality"),
    )
    name = models.CharField(_("name"), max_length=80)

    class Meta:
        ordering = ["name"]
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "name"],
                name="knowledge_municipalityalias_once",
                violation_error_message=_("The municipality already has this name."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.slug = self.slug or self._own_slug()
        super().save(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        if not slugify(self.name):
            raise ValidationError({"name": _("A name must contain letters.")})

    def validate_unique(self, exclude: Collection[str] | None = None) -> None:
        super().validate_unique(exclude)
        if not slugify(self.name) or not hasattr(self, "municipality"):
            return  # reported by the fields themselves
        same = MunicipalityAlias.objects.filter(slug=self._own_slug()).exclude(pk=self.pk)
        if same.exists():
            raise ValidationError({"name": _("The municipality already has this name.")})

    def _own_slug(self) -> str:
        """Slug for the content files, derived from both names."""
        return f"{slugify(self.name)}-{self.municipality.slug}"


def refuse_regions_of_one_kind(regions: Iterable[Region]) -> None:
    """Raise ValidationError when `regions` contain two of the same kind."""
    counted = Counter(region.kind for region in regions)
    if doubled := [str(RegionKind(kind).label) for kind, count in counted.items() if count > 1]:
        message = _("No more than one region of each kind; there are several of: %(kinds)s.")
        raise ValidationError({"regions": message % {"kinds": ", ".join(doubled)}})
