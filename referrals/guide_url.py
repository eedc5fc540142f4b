"""URLs of the guide: answers travel in the query by name, in one canonical order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django import forms
from django.http import QueryDict
from django.utils.http import urlencode

from referrals.flow.resolving import Position, Step

Pairs = list[tuple[str, str]]


class ControlForm(forms.Form):
    """Query parameters beside the answers: the question just sent, and the one to change."""

    verder = forms.SlugField(max_length=40, required=False)
    wijzig = forms.SlugField(max_length=40, required=False)

    def value(self, name: str) -> str:
        """The value of `name`; empty when it is absent or invalid."""
        if name not in self.data:
            return ""
        self.is_valid()
        return str(self.cleaned_data.get(name, ""))


@dataclass(frozen=True, slots=True)
class GuideUrl:
    """A path under which a guide is shown, and the parameters that every URL on it carries."""

    path: str
    params: tuple[tuple[str, str], ...] = ()

    def url(self, answers: Iterable[tuple[str, str]] = (), **control: str) -> str:
        query = urlencode(self.pairs(answers, **control))
        return self.path + (f"?{query}" if query else "")

    def pairs(self, answers: Iterable[tuple[str, str]], **control: str) -> Pairs:
        """The whole query in canonical order."""
        return [*self.params, *answers, *control.items()]


def query_pairs(query: QueryDict) -> Pairs:
    """All parameters of `query`, repeated ones included, grouped by name."""
    return [(name, value) for name, values in query.lists() for value in values]


def step_to_change(position: Position, name: str) -> Step | None:
    """The step in which the question called `name` was answered, if any."""
    return next((step for step in position.steps if step.question.name == name), None)


def without(answers: Pairs, name: str) -> Pairs:
    return [(other, value) for other, value in answers if other != name]
