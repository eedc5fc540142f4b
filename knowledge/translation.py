"""Translated fields: each of these has a column per language."""

from modeltranslation.translator import TranslationOptions, register

from knowledge import models


@register(models.Source)
class SourceTranslation(TranslationOptions):
    fields = ("note",)


@register(models.Audience)
class AudienceTranslation(TranslationOptions):
    fields = ("name",)


@register(models.ExploitationForm)
class ExploitationFormTranslation(TranslationOptions):
    fields = ("name", "summary", "description")


@register(models.Signal)
class SignalTranslation(TranslationOptions):
    fields = ("name", "description", "caveat")


@register(models.RiskPlace)
class RiskPlaceTranslation(TranslationOptions):
    fields = ("name", "description")


@register(models.CodeWord)
class CodeWordTranslation(TranslationOptions):
    fields = ("context", "meaning")


@register(models.LegalArticle)
class LegalArticleTranslation(TranslationOptions):
    fields = ("title", "summary", "maximum_penalty", "note", "pending_change")


@register(models.Offence)
class OffenceTranslation(TranslationOptions):
    fields = ("description", "aggravated_by")


@register(models.Guidance)
class GuidanceTranslation(TranslationOptions):
    fields = ("title", "summary", "body", "do", "avoid")


@register(models.Resource)
class ResourceTranslation(TranslationOptions):
    fields = ("name", "summary", "description", "suitable_for", "not_for", "how_to_get")


@register(models.KeyFigure)
class KeyFigureTranslation(TranslationOptions):
    fields = ("figure", "counts", "short_name", "period", "caveat")


@register(models.Organisation)
class OrganisationTranslation(TranslationOptions):
    fields = ("name", "summary", "description")


@register(models.Service)
class ServiceTranslation(TranslationOptions):
    fields = (
        "name",
        "summary",
        "description",
        "area",
        "not_for",
        "how_to_reach",
        "after_contact",
        "call_say",
        "call_asked",
        "call_names",
        "call_no_answer",
    )


@register(models.ContactDetail)
class ContactDetailTranslation(TranslationOptions):
    fields = ("label", "hours_note")


@register(models.Factsheet)
class FactsheetTranslation(TranslationOptions):
    fields = ("title", "neutral_title", "introduction")


@register(models.FactsheetSection)
class FactsheetSectionTranslation(TranslationOptions):
    fields = ("title", "text", "instead")


@register(models.Synonym)
class SynonymTranslation(TranslationOptions):
    fields = ("words", "stands_for")
