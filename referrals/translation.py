"""Translated fields of the guide, and registration of its models for history and caching."""

from modeltranslation.translator import TranslationOptions, register

from knowledge.caching.content_version import track_changes_of
from knowledge.history.recording import track_history_of
from referrals import models


@register(models.Flow)
class FlowTranslation(TranslationOptions):
    fields = ("title",)


@register(models.Question)
class QuestionTranslation(TranslationOptions):
    fields = ("text", "why")


@register(models.Option)
class OptionTranslation(TranslationOptions):
    fields = ("label", "hint")


@register(models.OptionService)
class OptionServiceTranslation(TranslationOptions):
    fields = ("reason",)


@register(models.Outcome)
class OutcomeTranslation(TranslationOptions):
    fields = ("title", "intro", "steps", "have_ready", "tell_him")


@register(models.OutcomeService)
class OutcomeServiceTranslation(TranslationOptions):
    fields = ("reason",)


track_history_of(
    models.Flow,
    models.Question,
    models.Option,
    models.OptionService,
    models.Outcome,
    models.OutcomeService,
    models.OutcomeQuestion,
)

track_changes_of(models.Flow, models.FlowRelease)
