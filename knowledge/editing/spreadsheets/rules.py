"""The rules of the models, for thousands of rows at once.

`full_clean` asks the database some seven times a row. The same rules hold here: the fields and
`clean` as they are; a relation was looked up already; a check constraint says the same for the
same values and is asked once for them; what must be unique is compared in memory, with how all
rows are after the import.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import CheckConstraint, UniqueConstraint

from knowledge.editing.spreadsheets.columns import One, Sheet


class Rules:
    """`problem` makes a Problem of row, slug, column and sentence."""

    def __init__(self, sheet: Sheet, records: Iterable[Any], problem: Any) -> None:
        self.sheet, self.problem = sheet, problem
        self.records = list(records)
        self.relations = {column.name for column in sheet.columns if isinstance(column, One)}
        every = sheet.model._meta.constraints
        self.checks = [one for one in every if isinstance(one, CheckConstraint)]
        self.uniques = [one for one in every if isinstance(one, UniqueConstraint)]
        self.answers: dict[tuple[Any, ...], list[str]] = {}

    def broken(self, change: Any, exclude: Collection[str]) -> list[Any]:
        """Problems of one record, but none of the fields in `exclude`, which have theirs."""
        return [
            self.problem(change.row, change.slug, column, sentence)
            for column, sentence in self._sentences(change.record, set(exclude))
            if column not in exclude
        ]

    def _sentences(self, record: Any, wrong: set[str]) -> Iterator[tuple[str, str]]:
        missing = {name for name in self.relations if self._is_missing(record, name)} - wrong
        try:
            record.clean_fields(exclude=(self.relations - missing) | wrong)
        except ValidationError as error:
            yield from _said(error)
            wrong |= set(error.error_dict)
        if wrong or missing:
            return
        try:
            record.clean()
        except ValidationError as error:
            yield from _said(error)
            return
        for constraint in self.checks:
            for sentence in self._answer(constraint, record):
                yield "", sentence

    def _is_missing(self, record: Any, name: str) -> bool:
        field = self.sheet.model._meta.get_field(name)
        return not field.many_to_many and not field.null and getattr(record, field.attname) is None

    def _answer(self, constraint: CheckConstraint, record: Any) -> list[str]:
        """What `constraint` says of these values; the database is asked once for the same."""
        condition: Any = constraint.condition
        used = sorted(condition.referenced_base_fields)
        values = (getattr(record, self.sheet.model._meta.get_field(name).attname) for name in used)
        key = (constraint.name, *values)
        if key not in self.answers:
            try:
                constraint.validate(self.sheet.model, record)
                self.answers[key] = []
            except ValidationError as error:
                self.answers[key] = error.messages
        return self.answers[key]

    def doubles(self, changes: Collection[Any]) -> Iterator[Any]:
        """Changes after which two records would be the same where that is not allowed."""
        every = self.records + [change.record for change in changes if change.is_new]
        for constraint in self.uniques:
            names = [self.sheet.model._meta.get_field(name).attname for name in constraint.fields]
            owners: dict[tuple[Any, ...], list[str]] = {}
            for record in every:
                key = tuple(getattr(record, name) for name in names)
                owners.setdefault(key, []).append(record.slug)
            for change in changes:
                key = tuple(getattr(change.record, name) for name in names)
                if len(owners[key]) > 1:
                    sentence = str(constraint.get_violation_error_message())
                    others = ", ".join(slug for slug in owners[key] if slug != change.slug)
                    yield self.problem(
                        change.row, change.slug, constraint.fields[-1], f"{sentence} ({others})"
                    )


def _said(error: ValidationError) -> Iterator[tuple[str, str]]:
    """Column and sentence of each part of a ValidationError; no column for the whole row."""
    for name, messages in error.message_dict.items():
        for message in messages:
            yield "" if name == "__all__" else name, message
