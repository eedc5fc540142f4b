"""The form of a case: its answers must exist in the draft, and something must be right first."""

from typing import Any

from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from knowledge.editing.base import Row
from knowledge.editing.change_reasons import ChangeReasonModelForm
from referrals.flow.case import as_answers, given_answers
from referrals.flow.cases import unknown_answers
from referrals.flow.model import Flow
from referrals.flow.resolving import resolve
from referrals.models import Case
from referrals.models.case import validate_answers
from referrals.releases.draft import build_flow

MADE_UP = gettext_lazy(
    "Cases are made up. Never enter anything of a real case or person: not a name, place or date, "
    "and no detail by which somebody could be recognised."
)
SECTIONS: tuple[tuple[Any, tuple[Row, ...]], ...] = (
    (None, ("situation", "role", ("weekday", "time"), "answers", "flow")),
    (
        gettext_lazy("What is right first"),
        (
            "first_desks",
            ("no_desk_is_right", "own_organisation_is_right"),
            "unlisted",
            ("divided", "open_needed"),
        ),
    ),
    (gettext_lazy("What must be there"), ("must_desks", "must_guidance", "must_articles")),
    (gettext_lazy("What must never be"), ("never_first", "never_desks")),
    (gettext_lazy("Why"), ("why", "sources", "known_failure", "slug", "version")),
)
"""Titles and rows of the form; texts without language."""


class CaseForm(ChangeReasonModelForm):
    class Meta:
        model = Case
        exclude = ()
        widgets = {"answers": AdminTextareaWidget({"rows": 3})}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        flow, answers = cleaned.get("flow"), cleaned.get("answers")
        if flow and answers and {"flow", "answers"} & set(self.changed_data):
            self._check_answers(build_flow(flow), answers)
        ends = cleaned.get("no_desk_is_right") or cleaned.get("own_organisation_is_right")
        if not ends and not cleaned.get("first_desks"):
            self.add_error("first_desks", _("Say which desk, or which other answer, is right."))
        return cleaned

    def _check_answers(self, flow: Flow, answers: str) -> None:
        try:
            validate_answers(answers)
        except ValidationError:
            return  # the field says so itself
        given = given_answers(answers)
        unknown = unknown_answers(flow, given)
        if unknown:
            message = _("The guide does not have: %s.") % ", ".join(unknown)
            self.add_error("answers", ValidationError(message))
            return
        question = resolve(flow, as_answers(given)).question
        if question:
            message = _("An answer is still needed to “%s”.") % question.slug
            self.add_error("answers", ValidationError(message))
