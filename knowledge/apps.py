from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

OTHER_CONTENT = ("FactsheetSection", "Offence", "Region", "Municipality", "MunicipalityAlias")
"""Models that hold content without being entries."""


class KnowledgeConfig(AppConfig):
    name = "knowledge"
    verbose_name = _("Knowledge base")

    def ready(self) -> None:
        """Show tokens, record history and track changes of everything that visitors see.

        The history copies the columns of a model, so the translated ones have to exist by now:
        modeltranslation, which adds them in its own `ready()`, precedes this app in INSTALLED_APPS.
        The modules are imported here because they need the models.
        """
        import_module("knowledge.tokens.attributes").show_tokens_of_all_models()
        entry = import_module("knowledge.models").Entry
        entries = [model for model in self.get_models() if issubclass(model, entry)]
        content = [*entries, *map(self.get_model, OTHER_CONTENT)]
        import_module("knowledge.history.recording").track_history_of(*content)
        tracked = [*content, self.get_model("Verification")]
        import_module("knowledge.caching.content_version").track_changes_of(*tracked)
        import_module("knowledge.texts.in_step").follow(*content)
        import_module("knowledge.history.sourcing").protect_sources()
        import_module("knowledge.open_data.change_tracking").track_public_changes()
