"""The address of the guide: answers by name, and the one address that stands for them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django import forms
from django.http import QueryDict
from django.utils.http import urlencode

from referrals.flow.resolving import Position, Step

Pairs = list[tuple[str, str]]


class ControlForm(forms.Form):
    """What the address may say beside answers: which question was sent, which to change."""

    verder = forms.SlugField(max_length=40, required=False)
    wijzig = forms.SlugField(max_length=40, required=False)

    def value(self, name: str) -> str:
        """The value of `name`; empty when it is absent or cannot be read."""
        if name not in self.data:
            return ""
        self.is_valid()
        return str(self.cleaned_data.get(name, ""))


@dataclass(frozen=True, slots=True)
class Way:
    """Where a guide is walked: its path, and what the address carries beside answers."""

    path: str
    kept: tuple[tuple[str, str], ...] = ()

    def url(self, answers: Iterable[tuple[str, str]] = (), **control: str) -> str:
        query = urlencode(self.pairs(answers, **control))
        return self.path + (f"?{query}" if query else "")

    def pairs(self, answers: Iterable[tuple[str, str]], **control: str) -> Pairs:
        """The whole address after the path, in its one canonical order."""
        return [*self.kept, *answers, *control.items()]


def pairs(query: QueryDict) -> Pairs:
    return [(name, value) for name, values in query.lists() for value in values]


def step_to_change(position: Position, name: str) -> Step | None:
    """The answered question called `name`, if the address asks to change one."""
    return next((step for step in position.steps if step.question.name == name), None)


def without(answers: Pairs, name: str) -> Pairs:
    return [(other, value) for other, value in answers if other != name]
