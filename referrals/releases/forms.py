"""Forms of the pages about releases."""

from django import forms
from django.utils.translation import gettext_lazy as _


class PublishForm(forms.Form):
    """Why, and what the publisher looked at while deciding."""

    reason = forms.CharField(
        label=_("Why is this published?"),
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    seen = forms.CharField(max_length=100, widget=forms.HiddenInput)


class RestoreForm(forms.Form):
    """Why an old release is restored, and which release was the newest then."""

    reason = forms.CharField(
        label=_("Why is this release restored?"),
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    seen = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class CompareForm(forms.Form):
    """Which release to compare with; empty means the one before."""

    met = forms.IntegerField(label=_("Compare with release"), min_value=1, required=False)

    def number(self, default: int) -> int:
        """The number asked for, or `default` when it is absent or cannot be read."""
        self.is_valid()
        return self.cleaned_data.get("met") or default
