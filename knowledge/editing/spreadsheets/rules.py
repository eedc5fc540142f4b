"""Model validation for thousands of rows at once.

`full_clean` takes some seven queries a row. The same rules are applied here with fewer: fields and
`clean` as they are; relations were looked up already; a check constraint is evaluated once for
equal values; and uniqueness is compared in memory, between all records as the import leaves them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import CheckConstraint, UniqueConstraint

from knowledge.editing.spreadsheets.columns import ForeignKeyColumn, Sheet


class Rules:
    """`problem` is called with row, slug, column and sentence, and returns a RowProblem."""

    def __init__(self, sheet: Sheet, records: Iterable[Any], problem: Any) -> None:
        self.sheet, self.problem = sheet, problem
        self.records = list(records)
        self.relations = {
            column.name for column in sheet.columns if isinstance(column, ForeignKeyColumn)
        }
        constraints = sheet.model._meta.constraints
        self.checks = [item for item in constraints if isinstance(item, CheckConstraint)]
        self.uniques = [item for item in constraints if isinstance(item, UniqueConstraint)]
        self.violations_of: dict[tuple[Any, ...], list[str]] = {}

    def violations(self, change: Any, exclude: Collection[str]) -> list[Any]:
        """Problems of one record, except in the fields of `exclude`, which have theirs already."""
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
            yield from _messages_by_column(error)
            wrong |= set(error.error_dict)
        if wrong or missing:
            return
        try:
            record.clean()
        except ValidationError as error:
            yield from _messages_by_column(error)
            return
        for constraint in self.checks:
            for sentence in self._violations(constraint, record):
                yield "", sentence

    def _is_missing(self, record: Any, name: str) -> bool:
        field = self.sheet.model._meta.get_field(name)
        return not field.many_to_many and not field.null and getattr(record, field.attname) is None

    def _violations(self, constraint: CheckConstraint, record: Any) -> list[str]:
        """Violations of `constraint`, cached by its values: one query for equal values."""
        condition: Any = constraint.condition
        used = sorted(condition.referenced_base_fields)
        values = (getattr(record, self.sheet.model._meta.get_field(name).attname) for name in used)
        key = (constraint.name, *values)
        if key not in self.violations_of:
            try:
                constraint.validate(self.sheet.model, record)
                self.violations_of[key] = []
            except ValidationError as error:
                self.violations_of[key] = error.messages
        return self.violations_of[key]

    def duplicates(self, changes: Collection[Any]) -> Iterator[Any]:
        """Changes that would make two records equal in fields that must be unique together."""
        records = self.records + [change.record for change in changes if change.is_new]
        for constraint in self.uniques:
            names = [self.sheet.model._meta.get_field(name).attname for name in constraint.fields]
            owners: dict[tuple[Any, ...], list[str]] = {}
            for record in records:
                key = tuple(getattr(record, name) for name in names)
                owners.setdefault(key, []).append(record.slug)
            for change in changes:
                key = tuple(getattr(change.record, name) for name in names)
                if len(owners[key]) > 1:
                    sentence = str(constraint.get_violation_error_message())
                    others = ", ".join(slug for slug in owners[key] if slug != change.slug)
                    column = constraint.fields[-1].removesuffix("_normalised")
                    yield self.problem(change.row, change.slug, column, f"{sentence} ({others})")


def _messages_by_column(error: ValidationError) -> Iterator[tuple[str, str]]:
    """Column and message of each error; the column is empty for the row as a whole."""
    for name, messages in error.message_dict.items():
        for message in messages:
            yield "" if name == "__all__" else name, message
