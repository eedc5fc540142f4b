"""Entries that lead on to the desks to call about their subject."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

MOST_DESKS = 3
"""More than three, and nobody in a hurry sees which to call."""


class LeadsToDesks(models.Model):
    """Mixin for entries with desks of their own; an entry without them has those of its kind.

    `submitted_desks` are those of a form: a relation is only saved after the entry is validated.
    """

    first_desk = models.ForeignKey(
        "knowledge.Service",
        on_delete=models.PROTECT,
        related_name="first_for_%(class)s_set",
        null=True,
        blank=True,
        verbose_name=_("first desk to call"),
        help_text=_(
            "What fits this subject best. A desk that answers when this one does not goes first."
        ),
    )
    desks = models.ManyToManyField(
        "knowledge.Service",
        verbose_name=_("desks to call"),
        blank=True,
        help_text=_(
            "At most three, the first desk included. Leave both empty to show the desks that are "
            "usual for this kind of page."
        ),
    )

    submitted_desks: Collection[Any] | None = None
    desks_now: Any = ()
    """Views of these desks, set by a page that lists entries."""

    class Meta:
        abstract = True

    @property
    def chosen_desks(self) -> list[Any]:
        """The first desk, then the others in their own order. Needs `with_desks_to_call`."""
        first = [self.first_desk] if self.first_desk else []
        return [*first, *(desk for desk in self.desks.all() if desk not in first)]

    def clean(self) -> None:
        super().clean()
        refuse_too_many(self._desks_to_check())

    def _desks_to_check(self) -> set[Any]:
        others = self.submitted_desks
        if others is None:
            others = list(self.desks.all()) if self.pk else []
        return {desk for desk in (self.first_desk, *others) if desk}


def refuse_too_many(desks: Collection[Any]) -> None:
    """Raise ValidationError for more desks than a reader can choose from in a hurry."""
    if len(desks) > MOST_DESKS:
        message = _("Choose at most three desks, the first one included: these are %(count)d.")
        raise ValidationError({"desks": message % {"count": len(desks)}})
