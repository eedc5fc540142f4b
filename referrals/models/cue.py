from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from knowledge.introspection import LANGUAGES, localized
from knowledge.models.bounded import BoundedTextField
from knowledge.models.constraints import valid_choice
from referrals.flow.model import CueKind as PureKind
from referrals.models.base import GuideRow
from referrals.models.phrases import PHRASE_CHECKS


class CueKind(models.TextChoices):
    PERSON = PureKind.PERSON.value, _("there is somebody")
    LOOKUP = PureKind.LOOKUP.value, _("it only looks something up")
    DOUBT = PureKind.DOUBT.value, _("no desk is certain")


class Cue(GuideRow):
    """Phrases that say something of a sentence itself, not of an answer."""

    flow = models.ForeignKey(
        "referrals.Flow", on_delete=models.CASCADE, related_name="cues", verbose_name=_("guide")
    )
    slug = models.SlugField(_("slug"), max_length=40)
    kind = models.CharField(_("what it says"), max_length=10, choices=CueKind.choices)
    phrases = BoundedTextField(
        _("phrases"),
        validators=PHRASE_CHECKS,
        help_text=_("One per line. A sentence with one of these says this."),
    )
    says = models.CharField(
        _("why no desk is certain"),
        max_length=300,
        blank=True,
        help_text=_("Only where no desk is certain. Visitors read this."),
    )
    position = models.PositiveSmallIntegerField(_("order"), default=100)

    without_tokens = any_numbers = frozenset({"phrases"})

    class Meta:
        ordering = ["position", "id"]
        verbose_name = _("cue")
        verbose_name_plural = _("cues")
        constraints = [
            valid_choice("kind", CueKind),
            models.UniqueConstraint(fields=["flow", "slug"], name="referrals_cue_once_a_guide"),
        ]

    def __str__(self) -> str:
        return self.slug

    def clean(self) -> None:
        super().clean()
        columns = [localized("says", language) for language in LANGUAGES]
        if self.kind == CueKind.DOUBT and not any(getattr(self, column) for column in columns):
            raise ValidationError(dict.fromkeys(columns, _("Say why no desk is certain.")))
