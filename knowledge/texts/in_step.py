"""Keeps the languages of a text in step: who changes one marks the others as behind.

It listens to every save, so forms, proposals, spreadsheets, imports and restored versions are all
covered. Whoever delivers all languages at once, as the starting content does, says so with
`languages_together`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models.signals import post_delete, post_save, pre_save
from django.utils import timezone

from knowledge.introspection import LANGUAGES, localized, translated_columns, translated_fields
from knowledge.models import OutdatedText

Texts = Mapping[str, str]
"""Texts by column: summary_nl, summary_en."""

_together: ContextVar[bool] = ContextVar("together", default=False)


@dataclass(frozen=True, slots=True)
class Steps:
    """What a save does: texts that fall behind, each with the column that was changed, and texts
    that caught up."""

    behind: dict[str, str]
    caught_up: set[str]


def steps(
    fields: Collection[str], before: Texts, after: Texts, marked: Mapping[str, tuple[str, str]]
) -> Steps:
    """Compare two versions. `marked`: what was behind, with the newer column and its old text.

    A text that is filled in or emptied marks nothing: a missing language is noticed elsewhere.
    """
    result = Steps({}, set())
    for field in fields:
        columns = [localized(field, language) for language in LANGUAGES]
        changed = {name for name in columns if _words(before[name]) != _words(after[name])}
        leading = [
            name for name in changed if name not in marked and _words(before[name], after[name])
        ]
        for name in columns:
            if name in changed or not _words(after[name]):
                result.caught_up.add(name)
            elif name in marked:
                newer, was = marked[name]
                if _words(after[newer]) == _words(was):  # it says again what it said
                    result.caught_up.add(name)
            elif leading:
                result.behind[name] = leading[0]
    return result


def _words(*texts: str) -> list[list[str]]:
    """The words of texts; empty when one of them has none."""
    words = [text.split() for text in texts]
    return words if all(words) else []


@contextmanager
def languages_together() -> Iterator[None]:
    """All languages of what is saved in this block were written together."""
    token = _together.set(True)
    try:
        yield
    finally:
        _together.reset(token)


def outdated_texts(row: models.Model) -> dict[str, OutdatedText]:
    """The texts of a row that are behind, by column."""
    if row.pk is None or not translated_fields(type(row)):
        return {}
    return {text.column: text for text in OutdatedText.objects.about(row)}


def declare_right(row: models.Model, columns: Collection[str]) -> None:
    """An editor read these texts beside the changed ones and found that they still hold."""
    OutdatedText.objects.about(row).filter(column__in=columns).delete()


def follow(*followed: type[models.Model]) -> None:
    """Listen to every save of these models; called once, when the models are loaded."""
    for model in followed:
        if translated_fields(model):
            uid = f"languages of {model.__name__}"
            pre_save.connect(_remember, sender=model, dispatch_uid=uid)
            post_save.connect(_compare, sender=model, dispatch_uid=uid)
            post_delete.connect(_forget, sender=model, dispatch_uid=uid)


def _remember(instance: Any, raw: bool = False, **_signal: Any) -> None:
    instance.texts_before = None
    if not raw and not instance._state.adding:
        rows = type(instance)._default_manager.filter(pk=instance.pk)
        instance.texts_before = rows.values(*translated_columns(type(instance))).first()


def _compare(instance: Any, **_signal: Any) -> None:
    before = instance.texts_before
    if before is None:
        return
    after = {name: getattr(instance, name) or "" for name in before}
    before = {name: text or "" for name, text in before.items()}
    if before == after:
        return
    rows = OutdatedText.objects.about(instance)
    if _together.get():
        rows.delete()
        return
    marked = {text.column: (text.newer, text.was) for text in rows}
    found = steps(translated_fields(type(instance)), before, after, marked)
    rows.filter(column__in=found.caught_up).delete()
    now = timezone.now()
    OutdatedText.objects.bulk_create(
        OutdatedText(record=instance, column=name, newer=newer, was=before[newer], since=now)
        for name, newer in found.behind.items()
    )


def _forget(instance: Any, **_signal: Any) -> None:
    OutdatedText.objects.about(instance).delete()
