"""Texts that hold tokens, and those whose token shows nothing to visitors at present."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.urls import reverse
from modeltranslation.translator import translator

from knowledge.caching.derived import DerivedContent
from knowledge.introspection import translated_columns
from knowledge.models import Entry
from knowledge.models.entry import Versioned
from knowledge.models.querysets import Status
from knowledge.models.texts import text_problems, texts_of, why_it_shows_nothing
from knowledge.tokens.targets import hidden
from knowledge.values.tokens import Token, tokens_in

ROWS_AT_A_TIME = 500
_OWNERS = {
    "FactsheetSection": "factsheet",
    "OutcomeService": "outcome",
    "OptionService": "option",
    "StandIn": "flow",
}
"""Rows that are edited on the page of what they belong to."""


@dataclass(frozen=True, slots=True)
class EmptyToken:
    """A token in a text that visitors read, which shows them no number, article or figure."""

    name: str
    model: str
    pk: int
    token: Token

    @property
    def url(self) -> str:
        """The editing page of the text, or of what it is a part of."""
        return reverse(f"admin:{self.model}_change", args=[self.pk])

    @property
    def why(self) -> str:
        return why_it_shows_nothing(self.token)


def rows_with_texts(*, where: str = "") -> Iterator[Any]:
    """Entries that are not archived and rows of the guide; with `where` in one of their texts."""
    for model in translator.get_registered_models(abstract=False):
        if issubclass(model, Versioned):
            rows: QuerySet[Any] = model._default_manager.all()
            if issubclass(model, Entry):
                rows = rows.exclude(status=Status.ARCHIVED)
            found = rows.filter(_contains(model, where)) if where else rows
            yield from found.iterator(ROWS_AT_A_TIME)


def wrong_texts(row: Any) -> Iterator[tuple[str, list[str]]]:
    """Columns of `row` with what is wrong with their text."""
    return text_problems(row, published=_is_shown(row))


def empty_tokens() -> tuple[EmptyToken, ...]:
    """Tokens in published texts that name what visitors cannot see, or a desk without a number."""
    return _EMPTY.get()


def _read() -> tuple[EmptyToken, ...]:
    nothing = hidden()
    if not nothing:
        return ()
    found = [
        _in_row(row, token)
        for row in rows_with_texts(where="[")
        if _is_shown(row)
        for _column, text in texts_of(row)
        for token in tokens_in(text)
        if token in nothing
    ]
    return tuple(dict.fromkeys(found))


_EMPTY = DerivedContent("empty-tokens", _read)


def _in_row(row: Any, token: Token) -> EmptyToken:
    relation = _OWNERS.get(type(row).__name__)
    owner = getattr(row, relation) if relation else row
    model = f"{owner._meta.app_label}_{owner._meta.model_name}"
    return EmptyToken(str(owner), model, owner.pk, token)


def _is_shown(row: Any) -> bool:
    return getattr(row, "status", Status.PUBLISHED) == Status.PUBLISHED


def _contains(model: type[Model], text: str) -> Q:
    columns = translated_columns(model)
    return reduce(or_, (Q(**{f"{column}__contains": text}) for column in columns))
