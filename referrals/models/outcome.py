from django.db import models
from django.utils.translation import gettext_lazy as _

from knowledge.models.bounded import BoundedTextField
from knowledge.models.entry import Versioned
from referrals.models.base import GuideRow, NamedService


class Outcome(GuideRow):
    """The end of a path through the guide. Lists hold one item per line."""

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    flow = models.ForeignKey(
        "referrals.Flow", on_delete=models.CASCADE, related_name="outcomes", verbose_name=_("guide")
    )
    title = models.CharField(_("title"), max_length=160)
    intro = BoundedTextField(_("introduction"), blank=True)
    steps = BoundedTextField(_("what to do now"), blank=True, help_text=_("One step per line."))
    have_ready = BoundedTextField(
        _("what to have ready"), blank=True, help_text=_("One item per line.")
    )
    tell_him = BoundedTextField(
        _("what to tell him beforehand"), blank=True, help_text=_("One item per line.")
    )
    side_questions = models.ManyToManyField(
        "referrals.Question",
        through="referrals.OutcomeQuestion",
        related_name="asked_before",
        verbose_name=_("side questions"),
    )
    articles = models.ManyToManyField(
        "knowledge.LegalArticle", blank=True, verbose_name=_("legal articles")
    )
    guidance = models.ManyToManyField("knowledge.Guidance", blank=True, verbose_name=_("guidance"))
    resources = models.ManyToManyField(
        "knowledge.Resource", blank=True, verbose_name=_("resources")
    )

    class Meta:
        ordering = ["id"]
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")

    def __str__(self) -> str:
        return f"{self.title} ({self.slug})"


class OutcomeService(NamedService):
    """A desk of an outcome, with the reason and the order."""

    outcome = models.ForeignKey(Outcome, on_delete=models.CASCADE, related_name="desks")

    class Meta(NamedService.Meta):
        verbose_name = _("desk")
        verbose_name_plural = _("desks")
        constraints = [
            models.UniqueConstraint(
                fields=["outcome", "service"], name="referrals_outcomeservice_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.outcome}: {self.service}"


class OutcomeQuestion(Versioned):
    """A side question of an outcome, to make it more precise, and its order."""

    outcome = models.ForeignKey(Outcome, on_delete=models.CASCADE, related_name="asks")
    question = models.ForeignKey(
        "referrals.Question", on_delete=models.PROTECT, verbose_name=_("side question")
    )
    position = models.PositiveSmallIntegerField(_("order"), default=100)

    class Meta:
        ordering = ["position", "id"]
        verbose_name = _("side question")
        verbose_name_plural = _("side questions")
        constraints = [
            models.UniqueConstraint(
                fields=["outcome", "question"], name="referrals_outcomequestion_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.outcome}: {self.question}"
