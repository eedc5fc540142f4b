"""Forms of the pages about history, archiving and deleted rows."""

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
        error_messages={"required": _("Say why: others can read the reason in the history.")},
    )


class RestoreForm(forms.Form):
    """A reason, and the version number that the user looked at."""

    reason = why_field(required=True)
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class RecoverForm(forms.Form):
    reason = why_field(required=True)


class ArchiveForm(forms.Form):
    """A reason, and the rows with the version numbers that the user looked at: 12:3,15:1."""

    reason = why_field(required=True)
    seen = forms.RegexField(_SEEN, strip=True, max_length=40_000, widget=forms.HiddenInput)

    def clean_seen(self) -> dict[int, int]:
        pairs = (pair.split(":") for pair in self.cleaned_data["seen"].split(","))
        return {int(pk): int(version) for pk, version in pairs}


class PageForm(forms.Form):
    """The page number of a long list."""

    p = forms.IntegerField(min_value=1, max_value=100_000, required=False)

    def page(self, rows: list, size: int) -> Page:
        """The requested page: the first for invalid numbers, the last for those beyond it."""
        number = (self.cleaned_data.get("p") if self.is_valid() else None) or 1
        return Paginator(rows, size).get_page(number)
