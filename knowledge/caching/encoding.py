"""Content as JSON and back: texts, numbers, days, dataclasses, rows with all they fetched.

Only classes of our own are made from it, and none of them runs code: unlike a pickle, a file that
somebody else wrote is at worst wrong. An object that is found twice stays one object.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from functools import cache
from importlib import import_module
from types import MappingProxyType
from typing import Any, cast

from django.apps import apps
from django.db import models
from django.db.models.base import ModelState
from django.utils.safestring import SafeString

from knowledge.values.tokens import RichText

_OURS = ("knowledge", "referrals", "portal")
_PREFETCHED = "_prefetched_objects_cache"
_PLAIN = (bool, int, float, str, type(None))
_COLLECTIONS: dict[str, Any] = {
    "list": list,
    "tuple": tuple,
    "set": set,
    "frozenset": frozenset,
}
_COLLECTION_NAMES = {kind: name for name, kind in _COLLECTIONS.items()}
_AS_TEXT: dict[str, tuple[type, Callable[[Any], str], Callable[[str], Any]]] = {
    "datetime": (datetime, datetime.isoformat, datetime.fromisoformat),
    "date": (date, date.isoformat, date.fromisoformat),
    "time": (time, time.isoformat, time.fromisoformat),
    "decimal": (Decimal, str, Decimal),
    "safe": (SafeString, str, SafeString),
}
_AS_TEXT_NAMES = {kind: name for name, (kind, _write, _read) in _AS_TEXT.items()}

UNREADABLE = (AttributeError, ImportError, LookupError, TypeError, ValueError)
"""What `decode` raises for what another version wrote."""


def encode(value: object) -> bytes:
    """TypeError for what has no form here."""
    writer = _Writer()
    root = writer.form(value)
    return json.dumps([root, writer.rows], separators=(",", ":"), ensure_ascii=False).encode()


def decode(content: bytes) -> Any:
    """The value that was encoded; one of `UNREADABLE` when its classes are not what they were."""
    root, rows = json.loads(content)
    return _Reader(rows).value(root)


class _Writer:
    def __init__(self) -> None:
        self.rows: list[Any] = []
        self._numbers: dict[int, int] = {}
        self._alive: list[object] = []  # while the numbers are in use, so that no id returns

    def form(self, value: Any) -> Any:
        kind = type(value)
        if kind in _PLAIN:
            return value
        if kind in _COLLECTION_NAMES:
            return [_COLLECTION_NAMES[kind], *(self.form(one) for one in value)]
        if kind in (dict, MappingProxyType):
            return self._mapping(value)
        return _scalar(value) or ["row", self._number(value)]

    def _mapping(self, value: Mapping[Any, Any]) -> list[Any]:
        others = {name: one for name, one in value.items() if not _is_plain(name, one)}
        plain = {name: one for name, one in value.items() if name not in others}
        if not others:
            return ["plain", plain]
        if all(type(name) is str for name in value):
            return ["mixed", list(value), plain, {k: self.form(one) for k, one in others.items()}]
        return ["dict", *((self.form(name), self.form(one)) for name, one in value.items())]

    def _number(self, value: Any) -> int:
        if id(value) not in self._numbers:
            number = self._numbers[id(value)] = len(self.rows)
            self._alive.append(value)
            self.rows.append(None)
            self.rows[number] = self._row(value)
        return self._numbers[id(value)]

    def _row(self, value: Any) -> list[Any]:
        if isinstance(value, models.Model):
            return ["model", value._meta.label, *(self.form(part) for part in _parts(value))]
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            state = {name: getattr(value, name) for name in _names(type(value))}
            return ["dataclass", _path(type(value)), self.form(state)]
        raise TypeError(f"{type(value).__name__} cannot be kept")


def _scalar(value: Any) -> list[Any] | None:
    """The form of a value that has no parts; None for one that has."""
    if isinstance(value, Enum):
        return ["enum", _path(type(value)), value.value]
    if isinstance(value, RichText):
        return ["rich", str(value), str(value.html), value.source]
    named = _AS_TEXT_NAMES.get(type(value))
    return [named, _AS_TEXT[named][1](value)] if named else None


def _parts(row: models.Model) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """Columns and annotations; related rows; lists of related rows, each with its model."""
    state = row.__dict__
    columns = {name: one for name, one in state.items() if name not in ("_state", _PREFETCHED)}
    lists = {
        name: (found.model._meta.label, list(found))
        for name, found in state.get(_PREFETCHED, {}).items()
    }
    return columns, dict(row._state.fields_cache), lists


_FORMS = {
    "plain": "_plain",
    "mixed": "_mixed",
    "dict": "_dict",
    "enum": "_enum",
    "rich": "_rich",
    "row": "_object",
}


class _Reader:
    def __init__(self, rows: list[Any]) -> None:
        self._rows = rows
        self._made: dict[int, Any] = {}

    def value(self, form: Any) -> Any:
        if not isinstance(form, list):
            return form
        kind, *rest = form
        if kind in _COLLECTIONS:
            return _COLLECTIONS[kind]([self.value(one) for one in rest])
        if kind in _AS_TEXT:
            return _AS_TEXT[kind][2](rest[0])
        read: Callable[..., Any] = getattr(self, _FORMS[kind])
        return read(*rest)

    def _plain(self, items: Any) -> dict[str, Any]:
        return dict(items)

    def _dict(self, *items: Any) -> dict[Any, Any]:
        return {self.value(name): self.value(one) for name, one in items}

    def _mixed(self, order: Any, plain: Any, others: Any) -> dict[str, Any]:
        return {name: plain[name] if name in plain else self.value(others[name]) for name in order}

    def _enum(self, path: str, value: Any) -> Any:
        return _class(path, Enum)(value)

    def _rich(self, plain: str, html: str, source: str) -> RichText:
        return RichText(plain, html, source)

    def _object(self, number: int) -> Any:
        if number not in self._made:
            kind, path, *parts = self._rows[number]
            if kind == "model":
                self._model(number, path, *parts)
            else:
                self._dataclass(number, path, *parts)
        return self._made[number]

    def _model(self, number: int, label: str, columns: Any, related: Any, lists: Any) -> None:
        model: Any = apps.get_model(label)
        row = self._made[number] = model.__new__(model)
        state = self.value(columns)
        missing = {field.attname for field in model._meta.concrete_fields} - state.keys()
        if missing:
            raise ValueError(f"{label} has other columns now")
        row._state = ModelState()
        row._state.adding, row._state.db = False, "default"
        row.__dict__.update(state)
        row._state.fields_cache.update(self.value(related))
        row.__dict__[_PREFETCHED] = {
            name: _fetched(*fetched) for name, fetched in self.value(lists).items()
        }

    def _dataclass(self, number: int, path: str, state: Any) -> None:
        kind = _class(path, object)
        value = self._made[number] = object.__new__(kind)
        fields = self.value(state)
        if fields.keys() != _names(kind):
            raise TypeError(f"{path} has other fields now")
        for name, one in fields.items():
            object.__setattr__(value, name, one)


def _is_plain(name: object, value: object) -> bool:
    return type(name) is str and type(value) in _PLAIN


@cache
def _names(kind: Callable[..., Any]) -> frozenset[str]:
    return frozenset(field.name for field in dataclasses.fields(cast(Any, kind)))


def _fetched(label: str, rows: list[Any]) -> models.QuerySet[Any]:
    """A queryset that has its rows already."""
    found: Any = apps.get_model(label)._default_manager.all()
    found._result_cache, found._prefetch_done = rows, True
    return found


@cache
def _path(kind: type) -> str:
    return f"{kind.__module__}:{kind.__qualname__}"


@cache
def _class(path: str, base: type) -> Any:
    module, _colon, name = path.partition(":")
    if module.partition(".")[0] not in _OURS:
        raise LookupError(f"{path} is not ours")
    found = getattr(import_module(module), name)
    if not isinstance(found, type) or not issubclass(found, base):
        raise TypeError(f"{path} is no class to be made")
    return found
