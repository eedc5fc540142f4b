"""A dry run of an import: what each row would change, and every problem in the file."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.utils.translation import gettext as _

from knowledge.editing.spreadsheets.columns import (
    OPENING_HOURS,
    SLUG,
    VERSION,
    Column,
    ForeignKeyColumn,
    ManyToManyColumn,
    RelatedBySlug,
    Sheet,
)
from knowledge.editing.spreadsheets.reading import Row
from knowledge.editing.spreadsheets.rules import Rules
from knowledge.editing.spreadsheets.writing import with_related
from knowledge.models import Entry, Status
from knowledge.models.entry import SourcedEntry
from knowledge.permissions import PUBLISHING, needs_review
from knowledge.values.hours.opening_hours import OpeningHours, understood

STEP = 100  # rows between two progress reports


@dataclass(frozen=True)
class Difference:
    column: str
    before: str
    after: str

    @property
    def hours(self) -> OpeningHours | None:
        """The new opening hours; None for another column and for none at all."""
        return understood(self.after) if self.column == OPENING_HOURS else None


@dataclass(frozen=True)
class RowProblem:
    """One error in a row; with both values if somebody changed the record meanwhile."""

    row: int
    slug: str
    column: str
    sentence: str
    in_file: str = ""
    now: str = ""


@dataclass
class Change:
    """One record that would be saved: `record` with its new values, and its new relations."""

    row: int
    record: Any
    is_new: bool
    differences: list[Difference]
    relations: dict[str, list[Any]]
    no_longer_confirmed: bool = False
    waits: bool = False

    @property
    def slug(self) -> str:
        return str(self.record.slug)

    @property
    def crosses_midnight(self) -> bool:
        """Whether it gives hours that go on until the next day."""
        hours = (difference.hours for difference in self.differences)
        return any(one.crosses_midnight for one in hours if one)


@dataclass
class CheckResult:
    changes: list[Change] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)
    unchanged: int = 0

    @property
    def added(self) -> int:
        return sum(change.is_new for change in self.changes)

    @property
    def changed(self) -> int:
        return len(self.changes) - self.added

    @property
    def waits(self) -> bool:
        """Whether a second person has to apply the import."""
        return any(change.waits for change in self.changes)

    @property
    def crosses_midnight(self) -> bool:
        """Whether somebody has to say that hours go on until the next day."""
        return any(change.crosses_midnight for change in self.changes)


def check(
    sheet: Sheet, rows: Iterable[Row], user: AbstractUser, *, lock: bool = False
) -> Generator[int, None, CheckResult]:
    """Compare all rows with the records and save nothing. Yields the number of rows done.

    `user` uploaded the file. With `lock`, the records are locked until the transaction ends.
    """
    checker = _Checker(sheet, user, lock=lock)
    done = 0
    for done, row in enumerate(rows, start=1):
        checker.check_row(*row)
        if done % STEP == 0:
            yield done
    checker.result.problems += checker.rules.duplicates(checker.result.changes)
    checker.result.problems.sort(key=lambda problem: problem.row)
    yield done
    return checker.result


class _Checker:
    """Holds all records of the model in memory, so that no row needs a query of its own."""

    def __init__(self, sheet: Sheet, user: AbstractUser, *, lock: bool) -> None:
        self.sheet, self.user = sheet, user
        records = sheet.model._default_manager.all()
        if lock:
            list(records.select_for_update().order_by("pk").values_list("pk"))
        self.records = {row.slug: row for row in with_related(sheet, records, user)}
        self.known = _related_by_slug(sheet)
        self.rules = Rules(sheet, self.records.values(), RowProblem)
        self.may_add = user.has_perm(sheet.permission("add"))
        self.result = CheckResult()
        self.row_of_slug: dict[str, int] = {}

    def check_row(self, number: int, texts: dict[str, str]) -> None:
        """Add the change that this row makes, or its problems."""
        problems = list(self._key_problems(number, texts))
        if not problems:
            problems = self._compare(number, texts)
        self.result.problems += problems

    def _key_problems(self, number: int, texts: dict[str, str]) -> Iterable[RowProblem]:
        slug, version = texts.get(SLUG, ""), texts.get(VERSION, "").removesuffix(".0")
        record = self.records.get(slug)
        if not slug:
            yield RowProblem(number, "", SLUG, _("Every row needs a slug."))
        elif slug in self.row_of_slug:
            first = self.row_of_slug[slug]
            yield RowProblem(number, slug, SLUG, _("This slug is also in row %d.") % first)
        elif version and not (version.isascii() and version.isdigit() and len(version) < 18):
            yield RowProblem(number, slug, VERSION, _("This must be a whole number."))
        elif record is None and version:
            sentence = _(
                "There is no record with this slug. A slug never changes; for a new row, "
                "leave the version empty."
            )
            yield RowProblem(number, slug, SLUG, sentence)
        elif record is None and not self.may_add:
            yield RowProblem(number, slug, SLUG, _("You may not add records."))
        elif record is not None and not version:
            sentence = _(
                "A record with this slug already exists. Copy its version from a new export."
            )
            yield RowProblem(number, slug, VERSION, sentence)
        elif record is not None and int(version) > record.version:
            sentence = _("This version does not exist. Copy it from a new export.")
            yield RowProblem(number, slug, VERSION, sentence, version, str(record.version))
        self.row_of_slug.setdefault(slug, number)

    def _compare(self, number: int, texts: dict[str, str]) -> list[RowProblem]:
        existing = self.records.get(texts[SLUG])
        record = existing or self.sheet.model()
        values, problems = self._read(number, texts, existing)
        differences = [
            Difference(column.name, _text_now(column, existing), column.as_text(value))
            for column, value in values
            if existing is None or column.as_text(value) != column.text_of(record)
        ]
        if not differences:
            self.result.unchanged += not problems
            return problems
        if existing is not None and int(float(texts[VERSION])) < record.version:
            return problems + _changed_meanwhile(number, record, texts, differences)
        changed = {difference.column for difference in differences}
        fitting = [(column, value) for column, value in values if column.name in changed]
        change, status_before = _apply_row(
            number, record, fitting, differences, is_new=existing is None
        )
        reported = {problem.column for problem in problems}
        problems += self.rules.violations(change, exclude=reported)
        problems += self._review_problems(change, status_before)
        self.result.changes.append(change)
        return problems

    def _read(
        self, number: int, texts: dict[str, str], existing: Any
    ) -> tuple[list[tuple[Column, Any]], list[RowProblem]]:
        """Values of the columns. Left out are unchanged cells, and empty ones of a new row.

        A column that the file does not have stays as it is.
        """
        values, problems = [], []
        for column in self.sheet.columns:
            text = texts.get(column.name)
            if text is None:
                continue
            if text == (column.text_of(existing) if existing is not None else ""):
                continue
            try:
                values.append((column, column.read(text, self.known)))
            except ValueError as error:
                problems.append(RowProblem(number, texts[SLUG], column.name, str(error)))
        return values, problems

    def _review_problems(self, change: Change, status_before: str) -> list[RowProblem]:
        """Mark a change that needs a second person; without four eyes, refuse it."""
        changed = {difference.column for difference in change.differences}
        if not isinstance(change.record, Entry):
            return []  # it has no status: visitors see it once its guide is published
        if not needs_review(self.user, change.record, status_before, changed, self.user):
            return []
        change.waits = True
        if settings.FOUR_EYES:
            return []
        publishing = sorted(changed & PUBLISHING)
        sentence = _(
            "Only publishers may change what visitors see. Ask a publisher to import this row."
        )
        column = publishing[0] if publishing else ""
        return [RowProblem(change.row, change.slug, column, sentence)]


def _related_by_slug(sheet: Sheet) -> RelatedBySlug:
    models = {column.related for column in sheet.columns if isinstance(column, ForeignKeyColumn)}
    result: dict[Any, dict[str, Any]] = {}
    for model in models:
        rows: Any = model._default_manager.all()
        result[model] = {row.slug: row for row in rows}
    return result


def _text_now(column: Column, record: Any) -> str:
    return column.text_of(record) if record is not None else ""


def _apply_row(
    number: int,
    record: Any,
    values: list[tuple[Column, Any]],
    differences: list[Difference],
    *,
    is_new: bool,
) -> tuple[Change, str]:
    """Set the values on `record`; return the change and the status before it."""
    status_before = "" if is_new else getattr(record, "status", "")
    confirmed = not is_new and getattr(record, "confirmed_at", None) is not None
    checked = record.checked_facts if confirmed else None
    for column, value in values:
        column.assign(record, value)
    relations = {
        column.name: value for column, value in values if isinstance(column, ManyToManyColumn)
    }
    if isinstance(record, SourcedEntry):
        record.will_have_source = _will_have_source(record, relations, status_before, is_new)
    lost = confirmed and record.checked_facts != checked
    return Change(number, record, is_new, differences, relations, lost), status_before


def _will_have_source(
    record: SourcedEntry, relations: dict[str, list[Any]], status_before: str, is_new: bool
) -> bool | None:
    """None where the database has to say: of an older row that this file publishes."""
    if "sources" in relations:
        return any(source.status != Status.ARCHIVED for source in relations["sources"])
    if status_before == Status.PUBLISHED or record.status != Status.PUBLISHED:
        return True  # it stays as it was, or needs none
    return False if is_new else None


def _changed_meanwhile(
    number: int, record: Any, texts: dict[str, str], differences: list[Difference]
) -> list[RowProblem]:
    sentence = _(
        "Someone has changed this record since your export (version %(old)s, now %(new)d)."
    ) % {"old": texts[VERSION].removesuffix(".0"), "new": record.version}
    return [
        RowProblem(number, record.slug, item.column, sentence, item.after, item.before)
        for item in differences
    ]
