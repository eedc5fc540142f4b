"""Abstract base models of entries."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import ClassVar, Self

from concurrency.fields import AutoIncVersionField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge.introspection import missing_translations
from knowledge.models.constraints import valid_choice
from knowledge.models.querysets import EntryManager, Status
from knowledge.models.texts import refuse_wrong_texts

NEEDS_SOURCE = _("A published entry needs at least one source that is not archived.")


class Versioned(models.Model):
    """Optimistic lock: a version that increments on every save.

    Saving an outdated copy raises `RecordModifiedError`.
    """

    version = AutoIncVersionField(_("version"))

    without_tokens: ClassVar[frozenset[str]] = frozenset({"name", "title", "neutral_title"})
    """Translated fields that stand in titles, links and labels: tokens are refused there."""
    any_numbers: ClassVar[frozenset[str]] = frozenset()
    """Translated fields that hold what visitors type, phone numbers included."""

    class Meta:
        abstract = True

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        super().clean_fields(exclude)
        refuse_wrong_texts(self, exclude or ())


class Entry(Versioned):
    """Base of the entries of the knowledge base; `slug` is permanent and part of the URL."""

    slug = models.SlugField(
        _("slug"),
        max_length=80,
        unique=True,
        help_text=_("Permanent: it is part of the web address and of printed references."),
    )
    status = models.CharField(
        _("status"), max_length=10, choices=Status.choices, default=Status.DRAFT
    )
    restricted = models.BooleanField(
        _("restricted"),
        default=False,
        help_text=_("Only for professionals who are signed in."),
    )
    review_by = models.DateField(
        _("review by"),
        null=True,
        blank=True,
        help_text=_("The day by which this text must be reviewed."),
    )
    publish_on = models.DateField(
        _("public from"),
        null=True,
        blank=True,
        help_text=_("A published entry is shown from this day. Leave empty to show it at once."),
    )
    withdraw_on = models.DateField(
        _("public until"),
        null=True,
        blank=True,
        help_text=_("From this day it is no longer shown. Leave empty to keep showing it."),
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    objects: ClassVar[EntryManager[Self]] = EntryManager()

    class Meta:
        abstract = True
        constraints = [
            valid_choice("status", Status),
            models.CheckConstraint(
                condition=Q(publish_on=None)
                | Q(withdraw_on=None)
                | Q(publish_on__lt=models.F("withdraw_on")),
                name="%(app_label)s_%(class)s_withdrawn_after_published",
                violation_error_message=_("It would be withdrawn before it is published."),
            ),
        ]

    @property
    def is_restricted(self) -> bool:
        return self.restricted

    @property
    def is_public(self) -> bool:
        """Published today, restricted or not."""
        today = timezone.localdate()
        begun = self.publish_on is None or self.publish_on <= today
        return self.status == Status.PUBLISHED and begun and not self.is_withdrawn(on=today)

    def is_withdrawn(self, *, on: date) -> bool:
        return self.withdraw_on is not None and self.withdraw_on <= on

    def clean(self) -> None:
        super().clean()
        if self.status == Status.PUBLISHED:
            refuse_untranslated(self)


class SourcedEntry(Entry):
    """An entry that states facts, with its sources."""

    sources = models.ManyToManyField(
        "knowledge.Source",
        verbose_name=_("sources"),
        blank=True,
        help_text=_("Where every fact in this entry comes from."),
    )

    will_have_source: bool | None = None
    """What a form or file says of the sources that it saves after the row; None: see the rows."""

    class Meta(Entry.Meta):
        abstract = True

    def clean(self) -> None:
        super().clean()
        if self.status == Status.PUBLISHED and not self._has_source():
            stored = type(self)._default_manager.without_source().filter(pk=self.pk)
            if self.pk is None or not stored.exists():  # older ones stay until they are mended
                raise ValidationError({"sources": NEEDS_SOURCE})

    def _has_source(self) -> bool:
        """Whether a source that is not archived states its facts, or will once it is saved.

        Of a new row whose sources come later only `knowledge.history.recording` can tell.
        """
        if self.will_have_source is not None or self._state.adding:
            return self.will_have_source is not False
        return self.sources.exclude(status=Status.ARCHIVED).exists()


class ForAudiences(models.Model):
    """Mixin for entries that may be limited to certain professions."""

    audiences = models.ManyToManyField(
        "knowledge.Audience",
        verbose_name=_("audiences"),
        blank=True,
        help_text=_("If none is selected, it is for everyone."),
    )

    class Meta:
        abstract = True


def refuse_untranslated(instance: models.Model) -> None:
    """Raise ValidationError for each missing translation."""
    missing = missing_translations(instance)
    if missing:
        raise ValidationError(
            {
                field: _("A published text must be filled in for this language too.")
                for field in missing
            }
        )
