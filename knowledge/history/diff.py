"""The diff of two snapshots of a record, by field, in the terms of the editing pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from knowledge.history.labels import RecordLabels
from knowledge.history.snapshots import Snapshot, editable_columns
from knowledge.introspection import many_to_many
from knowledge.values.hours.opening_hours import understood
from knowledge.values.hours.words import meaning

_LANGUAGE = dict(settings.LANGUAGES)
_LONG = 60  # characters from which a text is shown once, with its changes marked
_MANY = 2_000  # tokens above which lines are compared instead
_ALIKE = 0.4  # below this similarity (SequenceMatcher.ratio) both whole texts are clearer


@dataclass(frozen=True, slots=True)
class FieldDiff:
    """One field that differs. `language` is empty for a field that is not translated.

    `marked` is the whole text with <del> and <ins>, for long texts that are alike. `removed`
    and `added` are labels of related records, for many-to-many fields.
    """

    field: str
    language: str
    before: str
    after: str
    marked: SafeString | str = ""
    removed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        return f"{self.field} ({self.language})" if self.language else self.field


@dataclass(frozen=True, slots=True)
class FieldComparison:
    """One field in two snapshots, whether it differs or not."""

    label: str
    then: str
    now: str

    @property
    def differs(self) -> bool:
        return self.then != self.now


def field_diffs(before: Snapshot | None, after: Snapshot, labels: RecordLabels) -> list[FieldDiff]:
    """Every field that differs. Without `before`: every field that is not empty."""
    diffs = []
    for column, code in editable_columns(after.model):
        old = before.values[column.name] if before else None
        new = after.values[column.name]
        if old != new:
            was = display_value(column, old, labels) if before else ""
            now = display_value(column, new, labels)
            if was != now:
                marked = marked_text(was, now) if _is_text(column) else ""
                diffs.append(FieldDiff(_label(column, code), _language(code), was, now, marked))
    return diffs + list(_relation_diffs(before, after, labels))


def compare(then: Snapshot, now: Snapshot | None, labels: RecordLabels) -> list[FieldComparison]:
    """All fields of two snapshots of one record; `now` is None when it was deleted."""
    fields = []
    for column, code in editable_columns(then.model):
        fields.append(
            FieldComparison(
                FieldDiff(_label(column, code), _language(code), "", "").label,
                display_value(column, then.values[column.name], labels),
                display_value(column, now.values[column.name], labels) if now else "",
            )
        )
    for many in many_to_many(then.model):
        lists = [
            "\n".join(_labels(many, snapshot.related[many.name], labels)) if snapshot else ""
            for snapshot in (then, now)
        ]
        fields.append(FieldComparison(capfirst(str(many.verbose_name)), *lists))
    return fields


def display_value(column: models.Field[Any, Any], value: Any, labels: RecordLabels) -> str:
    """A value as editors see it; empty when there is none."""
    if isinstance(column, models.BooleanField):
        return {True: _("yes"), False: _("no")}.get(value, _("not known"))
    if value in (None, ""):
        return ""
    if isinstance(column, models.ForeignKey):
        return labels.label_or_gone(column.related_model, value)
    if column.name == "opening_hours" and (hours := understood(value)):
        return f"{meaning(hours, localdate())} ({value})"
    if choices := getattr(column, "flatchoices", None):
        return str(dict(choices).get(value, value))
    return date_format(value) if isinstance(value, date) else str(value)


def marked_text(before: str, after: str) -> SafeString | str:
    """The text once, with <del> and <ins>; empty for short texts and when little is alike."""
    if not before or not after or max(len(before), len(after)) < _LONG:
        return ""
    old, new = _tokens(before), _tokens(after)
    if max(len(old), len(new)) > _MANY:
        old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < _ALIKE:
        return ""
    parts: list[SafeString | str] = []
    for tag, from_old, to_old, from_new, to_new in matcher.get_opcodes():
        removed, added = "".join(old[from_old:to_old]), "".join(new[from_new:to_new])
        if tag == "equal":
            parts.append(format_html("{}", removed))
        else:
            parts.append(format_html("<del>{}</del>", removed) if removed else "")
            parts.append(format_html("<ins>{}</ins>", added) if added else "")
    return format_html_join("", "{}", ((part,) for part in parts))


def _relation_diffs(
    before: Snapshot | None, after: Snapshot, labels: RecordLabels
) -> Iterator[FieldDiff]:
    for many in many_to_many(after.model):
        old = before.related[many.name] if before else frozenset()
        new = after.related[many.name]
        if old != new:
            yield FieldDiff(
                capfirst(str(many.verbose_name)),
                "",
                ", ".join(_labels(many, old, labels)),
                ", ".join(_labels(many, new, labels)),
                removed=tuple(_labels(many, old - new, labels)),
                added=tuple(_labels(many, new - old, labels)),
            )


def _labels(
    many: models.ManyToManyField[Any, Any], pks: frozenset[int], labels: RecordLabels
) -> list[str]:
    return sorted(labels.label_or_gone(many.related_model, pk) for pk in pks)


def _label(column: models.Field[Any, Any], code: str) -> str:
    """The verbose name of a field; of a translated one without the language."""
    original = column.model._meta.get_field(column.name.removesuffix(f"_{code}"))
    return capfirst(str(getattr(original if code else column, "verbose_name", column.name)))


def _language(code: str) -> str:
    return str(_LANGUAGE[code]) if code else ""


def _is_text(column: models.Field[Any, Any]) -> bool:
    return isinstance(column, models.CharField | models.TextField)


def _tokens(text: str) -> list[str]:
    """Words, whitespace and single punctuation marks; joined they are the text again."""
    return re.findall(r"\w+|\s+|[^\w\s]", text)
