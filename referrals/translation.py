"""Translated fields of the guide: each of these has a column per language."""

from modeltranslation.translator import TranslationOptions, register

from referrals import models


@register(models.Flow)
class FlowTranslation(TranslationOptions):
    fields = ("title",)


@register(models.StandIn)
class StandInTranslation(TranslationOptions):
    fields = ("reason",)


@register(models.Cue)
class CueTranslation(TranslationOptions):
    fields = ("phrases", "says")


@register(models.Question)
class QuestionTranslation(TranslationOptions):
    fields = ("text", "why")


@register(models.Option)
class OptionTranslation(TranslationOptions):
    fields = ("label", "hint", "phrases", "hints")


@register(models.OptionService)
class OptionServiceTranslation(TranslationOptions):
    fields = ("reason",)


@register(models.Outcome)
class OutcomeTranslation(TranslationOptions):
    fields = ("title", "intro", "steps", "have_ready", "tell_him")


@register(models.Case)
class CaseTranslation(TranslationOptions):
    fields = ("situation", "role", "unlisted", "why")


@register(models.OutcomeService)
class OutcomeServiceTranslation(TranslationOptions):
    fields = ("reason",)
