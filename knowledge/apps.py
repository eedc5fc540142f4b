from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

WITH_HISTORY = (
    "Source",
    "Audience",
    "ExploitationForm",
    "Signal",
    "RiskPlace",
    "CodeWord",
    "LegalArticle",
    "Guidance",
    "Resource",
    "KeyFigure",
    "Organisation",
    "Service",
    "ContactDetail",
    "Factsheet",
    "FactsheetSection",
    "Region",
    "Municipality",
    "MunicipalityAlias",
    "Synonym",
)
"""Models whose every change is recorded. These are the content that visitors see."""


class KnowledgeConfig(AppConfig):
    name = "knowledge"
    verbose_name = _("Knowledge base")

    def ready(self) -> None:
        """Start recording history and tracking changes.

        The history copies the columns of a model, so the translated ones have to exist by now:
        modeltranslation, which adds them in its own `ready()`, precedes this app in INSTALLED_APPS.
        The modules are imported here because they need the models.
        """
        content = [self.get_model(name) for name in WITH_HISTORY]
        import_module("knowledge.history.recording").track_history_of(*content)
        tracked = [*content, self.get_model("Verification")]
        import_module("knowledge.caching.content_version").track_changes_of(*tracked)
        import_module("knowledge.open_data.change_tracking").track_public_changes()
