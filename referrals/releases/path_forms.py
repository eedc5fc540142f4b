"""Forms of the page with all paths: the filter, and marking paths as reviewed."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from referrals.flow.model import Flow
from referrals.flow.paths import Path
from referrals.templatetags.flow_text import in_language


class PathFilter(forms.Form):
    """Filters paths by an answer, an outcome or a desk."""

    antwoord = forms.ChoiceField(label=_("With this answer"), required=False)
    uitkomst = forms.ChoiceField(label=_("To this outcome"), required=False)
    loket = forms.ChoiceField(label=_("Where this desk is mentioned"), required=False)

    def __init__(self, data: QueryDict, flow: Flow, paths: list[Path]) -> None:
        super().__init__({name: data.get(name, "") for name in self.base_fields})
        everything: tuple[str, Any] = ("", _("All"))
        answers = {
            f"{question.name}={option.slug}": " ".join(
                map(in_language, (question.text, option.label))
            )
            for question in flow.questions.values()
            for option in question.options
        }
        self.services = {path.key: path.all_services for path in paths}
        desks = set().union(*self.services.values())
        outcomes = {slug: in_language(outcome.title) for slug, outcome in flow.outcomes.items()}
        self._choices("antwoord", [everything, *answers.items()])
        self._choices("uitkomst", [everything, *((k, f"{v} ({k})") for k, v in outcomes.items())])
        self._choices("loket", [everything, *((slug, slug) for slug in sorted(desks))])
        self.is_valid()

    def _choices(self, name: str, choices: list[tuple[str, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def narrow(self, paths: list[Path]) -> list[Path]:
        """The paths that match; invalid choices are ignored."""
        chosen = {name: value for name, value in self.cleaned_data.items() if value}
        return [
            path
            for path in paths
            if ("antwoord" not in chosen or chosen["antwoord"] in path.all_answers)
            and ("uitkomst" not in chosen or path.outcome.slug == chosen["uitkomst"])
            and ("loket" not in chosen or chosen["loket"] in self.services[path.key])
        ]


class ReviewForm(forms.Form):
    """Marks the filtered paths as reviewed, by an expert named by role only."""

    role = forms.CharField(label=_("Reviewed by (role, no name)"), max_length=100)
    reviewed_on = forms.DateField(label=_("On"), widget=forms.DateInput(attrs={"type": "date"}))

    def clean_reviewed_on(self) -> date:
        day: date = self.cleaned_data["reviewed_on"]
        if day > timezone.localdate():
            raise ValidationError(_("The review date cannot be in the future."))
        return day
