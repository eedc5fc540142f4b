"""Saving what a file changes: all of it in one transaction, or nothing."""

from __future__ import annotations

from collections.abc import Generator

from concurrency.exceptions import RecordModifiedError
from django.contrib.auth.models import AbstractUser
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from knowledge.editing.spreadsheets.checking import STEP, Change, CheckResult, RowProblem, check
from knowledge.editing.spreadsheets.columns import SHEETS, Sheet
from knowledge.history.recording import bulk_record_history, defer_history
from knowledge.models import ImportDraft
from knowledge.permissions import may_publish

Progress = tuple[str, int]  # "checked" or "saved", and how many


class ImportRefusedError(Exception):
    """Nothing was saved; `sentence` says why and `problems` in which rows."""

    def __init__(self, sentence: str, problems: list[RowProblem] | None = None) -> None:
        super().__init__(sentence)
        self.sentence, self.problems = sentence, problems or []


def sheet_of(draft: ImportDraft) -> Sheet:
    return next(sheet for sheet in SHEETS.values() if sheet.key == draft.noun)


def may_apply(user: AbstractUser, draft: ImportDraft, result: CheckResult) -> bool:
    """The sender; or, if the import needs a second person, a publisher other than the sender."""
    if result.waits:
        return user != draft.made_by and may_publish(user)
    return user == draft.made_by


def apply(
    pk: int, by: AbstractUser, reason: str, *, next_day: bool = False
) -> Generator[Progress, None, int]:
    """Check the rows of a draft again and save them. Yields progress, returns how many were saved.

    `next_day` says that hours that go on until the next day are right. Raises ImportRefusedError if
    anything changed since the preview. A client that disconnects closes this generator halfway,
    which rolls the transaction back.
    """
    try:
        with transaction.atomic():
            count = yield from _apply(pk, by, reason, next_day)
    except RecordModifiedError as error:
        raise ImportRefusedError(_("Someone changed “%s” just now.") % error.target) from error
    except IntegrityError as error:
        raise ImportRefusedError(
            _(
                "Two rows conflict with each other, for example because their values "
                "were swapped. Do this in two imports."
            )
        ) from error
    return count


def _apply(
    pk: int, by: AbstractUser, reason: str, next_day: bool
) -> Generator[Progress, None, int]:
    draft = ImportDraft.objects.select_for_update().get(pk=pk)
    if draft.done_at:
        raise ImportRefusedError(_("This import has already been applied."))
    result: CheckResult = yield from _checked(draft)
    _refuse(draft, by, result, next_day)
    why = (
        reason
        if by == draft.made_by
        else _("%(reason)s (uploaded by %(who)s)") % {"reason": reason, "who": draft.made_by}
    )
    held = []
    for done, change in enumerate(result.changes, start=1):
        held.append((change.record, defer_history(change.record)))
        _save(change)
        if done % STEP == 0:
            yield "saved", done
    bulk_record_history(held, why, by)
    draft.done_at = timezone.now()
    draft.save()
    return len(result.changes)


def _refuse(draft: ImportDraft, by: AbstractUser, result: CheckResult, next_day: bool) -> None:
    """Raise ImportRefusedError when `by` may not apply this."""
    if result.problems:
        raise ImportRefusedError(
            _("Something has changed since the preview, or there is an error in the file."),
            result.problems,
        )
    if not may_apply(by, draft, result):
        raise ImportRefusedError(_("Someone else must apply this import."))
    if result.crosses_midnight and not next_day:
        raise ImportRefusedError(_("Some hours continue until the next day. Say whether they do."))


def _checked(draft: ImportDraft) -> Generator[Progress, None, CheckResult]:
    steps = check(sheet_of(draft), draft.rows, draft.made_by, lock=True)
    while True:
        try:
            yield "checked", next(steps)
        except StopIteration as end:
            result: CheckResult = end.value
            return result


def _save(change: Change) -> None:
    change.record.save()
    for name, related in change.relations.items():
        getattr(change.record, name).set(related)
