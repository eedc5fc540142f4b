"""Two people changed one record: what each of them did, field by field.

The second keeps all that he typed. Where only the first changed a field the page takes that
over; where both did, both versions are shown and the second decides.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.db import models
from django.forms.models import model_to_dict
from django.utils.translation import gettext as _
from simple_history.utils import get_m2m_reverse_field_name


@dataclass(frozen=True, slots=True)
class Clash:
    """One field: `theirs` is what was saved meanwhile, `mine` what was typed; both as text."""

    label: str
    theirs: str
    mine: str
    both: bool
    """Whether both changed it; else only they did, and the page takes theirs over."""


@dataclass(frozen=True, slots=True)
class Collision:
    """What was saved meanwhile: of which record, by whom (empty: not known), when."""

    record: str
    by: str
    at: datetime | None
    clashes: tuple[Clash, ...]


def collision(form: forms.ModelForm[Any], seen: int) -> Collision | None:
    """How the record differs from version `seen`, which `form` was made from.

    None when nothing that the form shows was changed. `form` is bound and cleaned; fields that
    only the other changed show the other's value from here on.
    """
    base = _as_it_was(form, seen)
    clashes = tuple(_clashes(form, base))
    if not clashes:
        return None
    newest: Any = form.instance.history.select_related("history_user").first()
    by = str(newest.history_user or "") if newest else ""
    return Collision(str(form.instance), by, newest.history_date if newest else None, clashes)


def differences(form: forms.ModelForm[Any]) -> list[Clash]:
    """What the bound `form` would change in its record: what is saved now, and what was typed."""
    return [
        Clash(
            label=str(form[name].label),
            theirs=_in_words(
                form.fields[name], form.get_initial_for_field(form.fields[name], name)
            ),
            mine=_in_words(form.fields[name], form[name].data),
            both=True,
        )
        for name in form.changed_data
        if name != "version"
    ]


def _as_it_was(form: forms.ModelForm[Any], seen: int) -> dict[str, Any] | None:
    """Values of the form's fields in version `seen`; None when the history lacks it."""
    then: Any = form.instance.history.filter(version=seen).first()
    if then is None:
        return None
    values = model_to_dict(then, fields=list(form.fields))
    for many in then._history_m2m_fields:
        if many.name in form.fields:
            column = f"{get_m2m_reverse_field_name(many)}_id"
            values[many.name] = list(getattr(then, many.name).values_list(column, flat=True))
    return values


def _clashes(form: forms.ModelForm[Any], base: dict[str, Any] | None) -> Iterator[Clash]:
    for name, field in form.fields.items():
        if not _is_of_record(form, name):
            continue
        theirs = form.get_initial_for_field(field, name)
        if base is not None and name not in base:
            continue
        if base is not None and not field.has_changed(base[name], _as_data(field, theirs)):
            continue  # they left it alone
        if name not in form.changed_data:
            continue  # both say the same
        both = base is None or field.has_changed(base[name], form[name].data)
        yield _clash(form, name, both=both)
        if not both:
            _take_over(field)


def _is_of_record(form: forms.ModelForm[Any], name: str) -> bool:
    """Whether a field holds something of the record, not why it changes or which version it is."""
    return name != "version" and hasattr(form.instance, name)


def _clash(form: forms.ModelForm[Any], name: str, *, both: bool) -> Clash:
    field = form.fields[name]
    theirs = _in_words(field, form.get_initial_for_field(field, name))
    return Clash(str(form[name].label), theirs, _in_words(field, form[name].data), both)


def _take_over(field: Any) -> None:
    """Show what is saved instead of what was sent."""
    field.bound_data = lambda _data, initial: initial


def _as_data(field: forms.Field, value: Any) -> Any:
    """A saved value in the shape in which a browser sends it, for `has_changed`."""
    value = field.prepare_value(value)
    if isinstance(value, list | tuple | models.QuerySet):
        return [str(getattr(one, "pk", one)) for one in value]
    return value


def _in_words(field: Any, value: Any) -> str:
    """A value, saved or typed, as a person reads it."""
    rows: Any = getattr(field, "queryset", ())
    if isinstance(field, forms.ModelMultipleChoiceField):
        chosen = {str(getattr(one, "pk", one)) for one in value or ()}
        return ", ".join(str(row) for row in rows if str(row.pk) in chosen) or _("none")
    if isinstance(field, forms.ModelChoiceField):
        found = [str(row) for row in rows if str(row.pk) == str(value)] if value else []
        return found[0] if found else _("none")
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        labels = {str(key): str(label) for key, label in choices}
        return labels.get(str(value if value is not None else ""), str(value))
    if isinstance(field, forms.NullBooleanField):
        words = {True: _("yes"), False: _("no"), None: _("not known")}
        return words[field.to_python(value)]
    if isinstance(field, forms.BooleanField):
        return _("yes") if field.to_python(value) else _("no")
    return str(value) if value not in (None, "") else _("empty")
