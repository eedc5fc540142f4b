"""Edit conflicts: what two people did to one record, field by field.

The second keeps everything they typed. Where only the first changed a field, the form takes that
value over; where both did, both values are shown and the second editor decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.db import models
from django.forms.models import model_to_dict
from django.utils.translation import gettext as _
from simple_history.utils import get_m2m_reverse_field_name

from knowledge.editing.opening_hours import OpeningHoursField, described
from knowledge.introspection import many_to_many


@dataclass(frozen=True, slots=True)
class FieldConflict:
    """One field as text: `theirs` is the saved value, `mine` the value typed."""

    label: str
    theirs: str
    mine: str
    both: bool
    """Both changed the field; if False only they did, and the form takes over their value."""


@dataclass(frozen=True, slots=True)
class EditConflict:
    """What somebody else saved meanwhile: in which record, by whom (empty: unknown) and when."""

    record: str
    by: str
    at: datetime | None
    fields: tuple[FieldConflict, ...]


def edit_conflict(form: forms.ModelForm[Any], seen_version: int) -> EditConflict | None:
    """Compare the saved record with `seen_version`, the version that `form` was made from.

    None when no field of the form was changed. `form` is bound and cleaned; from here on, fields
    that only the other editor changed show their value.
    """
    fields = tuple(_field_conflicts(form, _values_at_version(form, seen_version)))
    if not fields:
        return None
    newest = form.instance.history.select_related("history_user").first()
    by = str(newest.history_user or "") if newest else ""
    return EditConflict(str(form.instance), by, newest.history_date if newest else None, fields)


def differences(form: forms.ModelForm[Any]) -> list[FieldConflict]:
    """What the bound `form` would change in its record: the saved values and those typed."""
    return [
        _field_conflict(form, name, both=True)
        for name in form.changed_data
        if name not in ("version", "still_right")
    ]


def _values_at_version(form: forms.ModelForm[Any], version: int) -> dict[str, Any] | None:
    """Values of the form's fields in `version`; None if the history lacks that version."""
    snapshot = form.instance.history.filter(version=version).first()
    if snapshot is None:
        return None
    values = model_to_dict(snapshot, fields=list(form.fields))
    for relation in many_to_many(type(form.instance)):
        if relation.name in form.fields:
            column = f"{get_m2m_reverse_field_name(relation)}_id"
            related = getattr(snapshot, relation.name)
            values[relation.name] = list(related.values_list(column, flat=True))
    return values


def _field_conflicts(
    form: forms.ModelForm[Any], base: Mapping[str, Any] | None
) -> Iterator[FieldConflict]:
    for name, field in form.fields.items():
        if not _is_record_field(form, name):
            continue
        theirs = form.get_initial_for_field(field, name)
        if base is not None and name not in base:
            continue
        if base is not None and not field.has_changed(base[name], _as_data(field, theirs)):
            continue  # they left it alone
        if name not in form.changed_data:
            continue  # both chose the same value
        both = base is None or field.has_changed(base[name], form[name].data)
        yield _field_conflict(form, name, both=both)
        if not both:
            _take_over(form, name)


def _is_record_field(form: forms.ModelForm[Any], name: str) -> bool:
    """False for the version and for fields of the form alone, such as the change reason."""
    return name != "version" and hasattr(form.instance, name)


def _field_conflict(form: forms.ModelForm[Any], name: str, *, both: bool) -> FieldConflict:
    field = form.fields[name]
    theirs = _as_text(field, form.get_initial_for_field(field, name))
    return FieldConflict(str(form[name].label), theirs, _as_text(field, form[name].data), both)


def _take_over(form: forms.ModelForm[Any], name: str) -> None:
    """Make the field show its saved value instead of the submitted one, and forget its errors."""
    form.fields[name].bound_data = lambda _data, initial: initial  # type: ignore[assignment]
    form.errors.pop(name, None)


def _as_data(field: forms.Field, value: Any) -> Any:
    """A saved value as a browser would submit it, for `has_changed`."""
    value = field.prepare_value(value)
    if isinstance(value, list | tuple | models.QuerySet):
        return [str(getattr(item, "pk", item)) for item in value]
    return value


def _as_text(field: forms.Field, value: Any) -> str:
    """A value, saved or typed, as a person reads it."""
    if isinstance(field, OpeningHoursField):
        value = described(value or "")
    rows = getattr(field, "queryset", ())
    if isinstance(field, forms.ModelMultipleChoiceField):
        keys = {str(getattr(item, "pk", item)) for item in value or ()}
        return ", ".join(str(row) for row in rows if str(row.pk) in keys) or _("none")
    if isinstance(field, forms.ModelChoiceField):
        labels = [str(row) for row in rows if str(row.pk) == str(value)] if value else []
        return labels[0] if labels else _("none")
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        label_of = {str(key): str(label) for key, label in choices}
        return label_of.get(str(value if value is not None else ""), str(value))
    if isinstance(field, forms.NullBooleanField):
        answers = {True: _("yes"), False: _("no"), None: _("not known")}
        return answers[field.to_python(value)]
    if isinstance(field, forms.BooleanField):
        return _("yes") if field.to_python(value) else _("no")
    return str(value) if value not in (None, "") else _("empty")
