from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

WITH_HISTORY = (
    "Flow",
    "StandIn",
    "Cue",
    "Question",
    "Option",
    "OptionService",
    "Outcome",
    "OutcomeService",
    "OutcomeQuestion",
    "Case",
)
"""Models whose every change is recorded."""


class ReferralsConfig(AppConfig):
    name = "referrals"
    verbose_name = _("Referral guide")

    def ready(self) -> None:
        """Start recording history and tracking changes, as in `knowledge.apps`."""
        editable = [self.get_model(name) for name in WITH_HISTORY]
        import_module("knowledge.history.recording").track_history_of(*editable)
        import_module("knowledge.texts.in_step").follow(*editable)
        public = [self.get_model(name) for name in ("Flow", "FlowRelease")]
        import_module("knowledge.caching.content_version").track_changes_of(*public)
