"""What a form says beside its texts: which are older than the other language, how they read."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from knowledge.introspection import LANGUAGES, translated_columns
from knowledge.models import OutdatedText
from knowledge.texts.in_step import outdated_texts
from knowledge.texts.readability import (
    LONGEST_BOUND,
    MEAN_BOUND,
    NOT_PROSE,
    readability,
)

STILL_RIGHT = "still_right"


def show_notes(form: forms.ModelForm[Any]) -> None:
    """Mark the fields whose text is behind, and say of long ones how they read."""
    row, fields = form.instance, form.fields
    columns = translated_columns(type(row))
    behind = outdated_texts(row)
    marked = {name: behind[name] for name in columns if name in behind and name in fields}
    for name in columns:
        if name in fields:
            notes = [_note(marked[name])] if name in marked else []
            if isinstance(fields[name].widget, forms.Textarea) and _is_prose(name):
                notes += how_it_reads(getattr(row, name) or "")
            fields[name].help_text = " ".join([str(fields[name].help_text), *notes]).strip()
    offer: Any = fields[STILL_RIGHT]
    offer.choices = [(name, _choice(form, text)) for name, text in marked.items()]
    if not marked:
        offer.widget, offer.disabled = forms.MultipleHiddenInput(), True


def how_it_reads(text: str) -> list[str]:
    """Sentences with the figures of a text, and what to do about them; none for an empty text."""
    found = readability(text)
    if not found.words:
        return []
    figures = _(
        "On average %(mean)d words a sentence; longest sentence %(longest)d words; "
        "long words: %(long)d."
    ) % {"mean": found.mean, "longest": found.longest, "long": len(found.long_words)}
    advice = []
    if found.sentence_is_long:
        advice.append(_("Make two of the longest sentence: at most %d words.") % LONGEST_BOUND)
    if found.mean_is_high:
        advice.append(_("Write shorter sentences: at most %d words on average.") % MEAN_BOUND)
    return [figures, *advice]


def still_right_note(form: Any) -> str:
    """For the history: which texts were said to hold still; empty if none."""
    chosen = form.cleaned_data.get(STILL_RIGHT) or ()
    names = ", ".join(str(form.fields[name].label) for name in chosen if name in form.fields)
    return _("Read again and still right: %s.") % names if names else ""


def _is_prose(column: str) -> bool:
    return column.rpartition("_")[0] not in NOT_PROSE


def _note(text: OutdatedText) -> str:
    day = date_format(localtime(text.since), "j F Y")
    return _("Behind: the %(language)s was changed on %(day)s.") % {
        "language": _language(text.newer),
        "day": day,
    }


def _choice(form: forms.ModelForm[Any], text: OutdatedText) -> str:
    label = str(form.fields[text.column].label)
    said = _("Before that it said: “%s”") % text.was
    return f"{label}. {_note(text)} {said}"


def _language(column: str) -> str:
    code = next(code for code in LANGUAGES if column.endswith(f"_{code}"))
    return str(get_language_info(code)["name_translated"])
