from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from knowledge.models.bounded import BoundedTextField
from knowledge.models.entry import SourcedEntry


class KeyFigure(SourcedEntry):
    """A figure exactly as its source states it, with what it counts and its period."""

    figure = models.CharField(_("figure"), max_length=80)
    counts = BoundedTextField(_("what it counts"))
    period = models.CharField(_("period"), max_length=200)
    caveat = BoundedTextField(_("how to read it"))
    comparison = models.SlugField(
        _("comparison"),
        max_length=40,
        blank=True,
        help_text=_(
            "Figures with the same word here are drawn as bars beside each other. Only for figures "
            "that one source itself compares; leave empty otherwise, and the page says that the "
            "figure cannot be compared."
        ),
    )
    value = models.FloatField(_("number in the comparison"), null=True, blank=True)
    short_name = models.CharField(_("name in the comparison"), max_length=40, blank=True)
    is_estimate = models.BooleanField(_("estimate"), default=False)
    position = models.PositiveSmallIntegerField(_("order"), default=100)

    without_tokens = SourcedEntry.without_tokens | {"figure"}

    class Meta(SourcedEntry.Meta):
        ordering = ["position", "slug"]
        verbose_name = _("key figure")
        verbose_name_plural = _("key figures")
        constraints = [
            *SourcedEntry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(comparison="") | Q(value__isnull=False, value__gte=0),
                name="knowledge_keyfigure_compared_by_number",
                violation_error_message=_("A figure that is compared needs its number."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.figure}: {self.slug}"
