"""What differs between two snapshots of a record, in words that editors use."""

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
from django.utils.translation import gettext as _

from knowledge.history.labels import RecordLabels
from knowledge.history.snapshots import Snapshot, shown_columns
from knowledge.introspection import many_to_many

_LANGUAGE = dict(settings.LANGUAGES)
_LONG = 60  # signs from which a text is shown once, with the words that went and came
_MANY = 2_000  # words from which lines are compared instead
_ALIKE = 0.4  # below this share of common words the whole texts are clearer


@dataclass(frozen=True, slots=True)
class FieldDiff:
    """One field that differs. `language` is empty where there is one for all.

    `marked` is the whole text with <del> and <ins>, for texts that are long and alike;
    `removed` and `added` are for lists of related records.
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
    """One field in two snapshots."""

    label: str
    then: str
    now: str

    @property
    def differs(self) -> bool:
        return self.then != self.now


def field_diffs(before: Snapshot | None, after: Snapshot, labels: RecordLabels) -> list[FieldDiff]:
    """Every field that differs; of a snapshot alone every field that says something."""
    found = []
    for column, code in shown_columns(after.model):
        old = before.values[column.name] if before else None
        new = after.values[column.name]
        if old != new:
            was, now = words(column, old, labels) if before else "", words(column, new, labels)
            if was != now:
                marked = marked_text(was, now) if _is_text(column) else ""
                found.append(FieldDiff(_label(column, code), _language(code), was, now, marked))
    return found + list(_relations(before, after, labels))


def compare(then: Snapshot, now: Snapshot | None, labels: RecordLabels) -> list[FieldComparison]:
    """All fields of two snapshots of one record."""
    found = []
    for column, code in shown_columns(then.model):
        label = FieldDiff(_label(column, code), _language(code), "", "").label
        present = words(column, now.values[column.name], labels) if now else ""
        found.append(
            FieldComparison(label, words(column, then.values[column.name], labels), present)
        )
    for many in many_to_many(then.model):
        lists = [
            "\n".join(_labels(many, snapshot.related[many.name], labels)) if snapshot else ""
            for snapshot in (then, now)
        ]
        found.append(FieldComparison(_first_up(many.verbose_name), *lists))
    return found


def words(column: models.Field[Any, Any], value: Any, labels: RecordLabels) -> str:
    """A value as an editor reads it; empty where there is none."""
    if isinstance(column, models.BooleanField):
        return {True: _("yes"), False: _("no")}.get(value, _("not known"))
    if value in (None, ""):
        return ""
    if isinstance(column, models.ForeignKey):
        return labels.label_or_gone(column.related_model, value)
    if choices := getattr(column, "flatchoices", None):
        return str(dict(choices).get(value, value))
    return date_format(value) if isinstance(value, date) else str(value)


def marked_text(before: str, after: str) -> SafeString | str:
    """The text once, with what went and what came; empty when short or when little is kept."""
    if not before or not after or max(len(before), len(after)) < _LONG:
        return ""
    old, new = _pieces(before), _pieces(after)
    if max(len(old), len(new)) > _MANY:
        old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < _ALIKE:
        return ""
    parts: list[SafeString | str] = []
    for sort, from_old, to_old, from_new, to_new in matcher.get_opcodes():
        went, came = "".join(old[from_old:to_old]), "".join(new[from_new:to_new])
        if sort == "equal":
            parts.append(format_html("{}", went))
        else:
            parts.append(format_html("<del>{}</del>", went) if went else "")
            parts.append(format_html("<ins>{}</ins>", came) if came else "")
    return format_html_join("", "{}", ((part,) for part in parts))


def _relations(
    before: Snapshot | None, after: Snapshot, labels: RecordLabels
) -> Iterator[FieldDiff]:
    for many in many_to_many(after.model):
        old = before.related[many.name] if before else frozenset()
        new = after.related[many.name]
        if old != new:
            yield FieldDiff(
                _first_up(many.verbose_name),
                "",
                ", ".join(_labels(many, old, labels)),
                ", ".join(_labels(many, new, labels)),
                removed=tuple(_labels(many, old - new, labels)),
                added=tuple(_labels(many, new - old, labels)),
            )


def _labels(
    many: models.ManyToManyField[Any, Any], pks: frozenset[int], labels: RecordLabels
) -> list[str]:
    related: Any = many.related_model
    return sorted(labels.label_or_gone(related, pk) for pk in pks)


def _label(column: models.Field[Any, Any], code: str) -> str:
    """The name of a field; of a text without the language that its column adds."""
    original = column.model._meta.get_field(column.name.removesuffix(f"_{code}"))
    return _first_up(getattr(original if code else column, "verbose_name", column.name))


def _language(code: str) -> str:
    return str(_LANGUAGE[code]) if code else ""


def _first_up(name: Any) -> str:
    text = str(name)
    return text[:1].upper() + text[1:]


def _is_text(column: models.Field[Any, Any]) -> bool:
    return isinstance(column, models.CharField | models.TextField)


def _pieces(text: str) -> list[str]:
    """Words and what stands between them."""
    return re.findall(r"\w+|\s+|[^\w\s]", text)
