from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from knowledge.models.bounded import BoundedTextField
from knowledge.models.entry import Entry, SourcedEntry, Status


class Source(Entry):
    """A source of facts. Its title stays in its own language."""

    title = models.CharField(_("title"), max_length=250)
    language = models.CharField(
        _("language"), max_length=5, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    publisher = models.CharField(
        _("publisher"),
        max_length=200,
        blank=True,
        help_text=_("Leave empty if the source names none; pages then say so."),
    )
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    url = models.URLField(_("address"), blank=True)
    note = BoundedTextField(
        _("note"),
        blank=True,
        help_text=_("What it is, how it was used, and any doubts about it."),
    )
    position = models.PositiveSmallIntegerField(_("order"), default=100)

    class Meta(Entry.Meta):
        ordering = ["position", "title"]
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    def __str__(self) -> str:
        return f"{self.publisher}: {self.title}" if self.publisher else self.title

    def clean(self) -> None:
        super().clean()
        if self.status == Status.ARCHIVED:
            self.refuse_to_go()

    def refuse_to_go(self) -> None:
        """Raise ValidationError when published entries would lose their only source."""
        stored = Source.objects.not_archived().filter(pk=self.pk)
        if stored.exists() and (relying := self.entries_relying_on_it()):
            names = "; ".join(f"{row._meta.verbose_name} “{row}”" for row in relying)
            raise ValidationError(
                _("It is the only source of published entries. Give these another one first: %s.")
                % names
            )

    def entries_relying_on_it(self) -> list[Any]:
        """Published entries that have no other source that is not archived."""
        sourced = [model for model in apps.get_models() if issubclass(model, SourcedEntry)]
        return [row for model in sourced for row in model.objects.with_no_other_source(self)]

    @property
    def publisher_name(self) -> str:
        """The publisher, or that none is named, in the active language."""
        return self.publisher or gettext("publisher not named")

    @property
    def dated_title(self) -> str:
        """The title with its year, unless the title contains it."""
        if self.year is None or str(self.year) in self.title:
            return self.title
        return f"{self.title} ({self.year})"
