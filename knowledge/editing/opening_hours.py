"""A form field for opening hours: reads what people type and shows its meaning before saving.

A form that changes the hours comes back once, unsaved, with the week in words. A hidden input
carries the hours whose words were shown, so that sending the form again with the same hours saves
them. Hours that go on after midnight need a tick as well, because they are easily a slip.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from knowledge.editing.intent import PREVIEW_BUTTON
from knowledge.models.contact_detail import MAX_HOURS
from knowledge.values.hours.opening_hours import OpeningHours
from knowledge.values.hours.problems import HoursError
from knowledge.values.hours.reading import read_hours
from knowledge.values.hours.words import hours_in_words, meaning

FIELD = "opening_hours"
SEEN, NEXT_DAY = "_seen", "_next_day"
"""Suffixes of the hidden input and of the tick."""
MAX_TYPED = 1000
_NOT_KNOWN = {"unknown", "not known", "hours not known", "onbekend", "niet bekend"}


class TypedHours(str):
    """What was typed; `seen` are the hours whose words the form showed, `next_day` is the tick."""

    seen: str = ""
    next_day: bool = False


class OpeningHoursInput(forms.Textarea):
    """A text box. Once `understood` is set, the hours in words are shown under it."""

    understood: OpeningHours | None = None
    again: Any = ""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> TypedHours | None:
        text = super().value_from_datadict(data, files, name)
        if text is None:
            return None
        typed = TypedHours(text)
        typed.seen = data.get(name + SEEN, "")
        typed.next_day = bool(data.get(name + NEXT_DAY))
        return typed

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        context: dict[str, Any] = {
            "input": super().render(name, value, attrs, renderer),
            "name": name,
        }
        if self.understood and isinstance(value, TypedHours):
            context |= {
                "understood": self.understood,
                "words": meaning(self.understood, localdate()),
                "is_ticked": value.next_day and value.seen == self.understood.notation,
                "again": self.again,
            }
        return render_to_string("knowledge/opening_hours_input.html", context)


class OpeningHoursField(forms.CharField):
    """Opening hours as people write them. Needs `OpeningHoursMixin` on the form.

    The box holds the stored hours in words; those whose words cannot be read back are shown in
    their notation, or with `words_only` not at all: an empty box then leaves them as they are.
    """

    widget = OpeningHoursInput

    def __init__(self, *, words_only: bool = False, again: Any = "", **kwargs: Any) -> None:
        self.words_only = words_only
        super().__init__(required=False, validators=[MaxLengthValidator(MAX_TYPED)], **kwargs)
        self.widget.again = again or gettext_lazy("If this is right, save it again.")

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "rows": 2, "cols": None}

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, TypedHours) else self.text_of(value or "")

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\r\n", "\n")

    def has_changed(self, initial: Any, data: Any) -> bool:
        return not self.disabled and _notation_of(initial or "") != _notation_of(data or "")

    def text_of(self, stored: str) -> str:
        """The stored hours as the box shows them."""
        words = hours_in_words(stored, localdate()) if stored else ""
        if words and _notation_of(words) == stored:
            return words
        return "" if self.words_only else stored


class OpeningHoursMixin(forms.BaseForm):
    """For a form with opening hours, which it cleans to their normalised notation."""

    def clean_opening_hours(self) -> str:
        """The hours. Raises ValidationError while their words were not shown and agreed with."""
        field, text = self.fields[FIELD], self.cleaned_data[FIELD]
        stored = str(self.get_initial_for_field(field, FIELD) or "")
        if text == field.prepare_value(stored):
            return stored  # left alone, perhaps no longer understood: the model decides
        if not text or text.casefold() in _NOT_KNOWN:
            return ""
        try:
            hours = read_hours(text)
        except HoursError as error:
            raise ValidationError(str(error)) from error
        if len(hours.notation) > MAX_HOURS:
            raise ValidationError(
                _("These hours are too long to be stored. Leave out what you can.")
            )
        if hours.notation != stored and self.asks_about_hours():
            self._ask(hours)
        return hours.notation

    def asks_about_hours(self) -> bool:
        """Whether hours have to be agreed with. Not for a preview, which saves nothing."""
        return PREVIEW_BUTTON not in self.data

    def _ask(self, hours: OpeningHours) -> None:
        typed, widget = self[FIELD].data, self.fields[FIELD].widget
        widget.understood = hours
        if typed.seen != hours.notation:
            raise ValidationError(_("See below how we understand these hours."), code="unseen")
        if hours.crosses_midnight and not typed.next_day:
            raise ValidationError(
                _("These hours continue until the next day. If that is right, tick the box."),
                code="next_day",
            )


class OpeningHoursModelForm(OpeningHoursMixin, forms.ModelForm):
    """Gives the opening hours of a contact detail, if the form has them, their own field."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if plain := self.fields.get(FIELD):
            widget = OpeningHoursInput(attrs={"class": "vLargeTextField"})
            self.fields[FIELD] = OpeningHoursField(
                label=plain.label, help_text=plain.help_text, widget=widget
            )


def described(hours: str) -> str:
    """Hours, stored or typed, in words with their notation, for editors; as they are otherwise."""
    try:
        read = read_hours(hours)
    except HoursError:
        return hours
    return f"{meaning(read, localdate())} ({read.notation})"


def _notation_of(text: str) -> str:
    text = text.strip()
    try:
        return read_hours(text).notation if text else ""
    except HoursError:
        return text
