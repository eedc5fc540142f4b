"""What the pages about history, archiving and deleted rows ask."""

from __future__ import annotations

import re

from django import forms
from django.core.paginator import Page, Paginator
from django.utils.translation import gettext_lazy as _

_SEEN = re.compile(r"\A[0-9]{1,18}:[0-9]{1,18}(,[0-9]{1,18}:[0-9]{1,18})*\Z")


def why_field(*, required: bool) -> forms.CharField:
    return forms.CharField(
        label=_("Why?"),
        required=required,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
        error_messages={"required": _("Say why: others read it in the history.")},
    )


class RestoreForm(forms.Form):
    """A reason for the history, and the version that the user looked at."""

    reason = why_field(required=True)
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class RecoverForm(forms.Form):
    """A reason for the history."""

    reason = why_field(required=True)


class ArchiveForm(forms.Form):
    """A reason, and the rows with the versions that the user looked at: 12:3,15:1."""

    reason = why_field(required=True)
    seen = forms.RegexField(_SEEN, strip=True, max_length=40_000, widget=forms.HiddenInput)

    def clean_seen(self) -> dict[int, int]:
        pairs = (pair.split(":") for pair in self.cleaned_data["seen"].split(","))
        return {int(pk): int(version) for pk, version in pairs}


class PageForm(forms.Form):
    """Which page of a long list."""

    p = forms.IntegerField(min_value=1, max_value=100_000, required=False)

    def page(self, rows: list, size: int) -> Page:
        """The page asked for; the first for nonsense, the last beyond the end."""
        number = (self.cleaned_data.get("p") if self.is_valid() else None) or 1
        return Paginator(rows, size).get_page(number)
