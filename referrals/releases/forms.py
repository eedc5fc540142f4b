"""Forms of the admin pages of releases."""

from django import forms
from django.utils.translation import gettext_lazy as _


class PublishForm(forms.Form):
    """The reason, and `seen`: the version of the draft on the page (see `Draft.seen`)."""

    reason = forms.CharField(
        label=_("Why are you publishing this?"),
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    seen = forms.CharField(max_length=100, widget=forms.HiddenInput)


class RestoreForm(forms.Form):
    """The reason, and `seen`: the number of the newest release when the page was opened."""

    reason = forms.CharField(
        label=_("Why are you restoring this release?"),
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    seen = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class CompareForm(forms.Form):
    """The number of the release to compare with; empty means the previous one."""

    met = forms.IntegerField(label=_("Compare with release"), min_value=1, required=False)

    def number(self, default: int) -> int:
        """The number, or `default` when it is absent or invalid."""
        self.is_valid()
        return self.cleaned_data.get("met") or default
