"""Answers to "is this still right?": each is recorded as a check that is never changed or deleted.

Checks are optimistic: an answer carries what the editor saw. If the detail was changed, or checked
by someone else, since the page was shown, nothing is written. Sending the same answer twice (a
double click, the back button) records one check.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from knowledge.caching.content_version import content_changed
from knowledge.history.errors import StaleVersionError
from knowledge.history.recording import single_history_entry
from knowledge.models import ContactDetail, ContactProposal, Verification
from knowledge.models.contact_detail import ContactDetailQuerySet
from knowledge.models.texts import unchecked_texts
from knowledge.models.verification import Method, Result
from knowledge.open_data.change_tracking import mark_checked
from knowledge.values.hours.opening_hours import understood


class CheckedMeanwhileError(Exception):
    """The detail was checked since it was shown; `check` is that check."""

    def __init__(self, check: Verification) -> None:
        super().__init__(str(check.pk))
        self.check = check


@dataclass(frozen=True, slots=True)
class SeenState:
    """What the editor saw: the version of a detail and the key of its newest check (0: none)."""

    version: int
    check: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """Who checked, how and when. `by` is a user."""

    by: Any
    method: str
    at: datetime
    note: str = ""

    @property
    def reason(self) -> str:
        """Change reason in the history of a detail that is corrected by this answer."""
        return self.note or _("Checked: %s") % Method(self.method).label


@dataclass(slots=True)
class BulkResult:
    """Outcome of a bulk confirmation.

    `skipped` were changed or checked meanwhile; `unpublished` counts those no longer published.
    """

    confirmed: list[ContactDetail] = field(default_factory=list)
    skipped: list[ContactDetail] = field(default_factory=list)
    unpublished: int = 0


def confirm(pk: int, seen: SeenState, answer: Answer) -> Verification:
    """Record that the detail is right as it is.

    Raises ContactDetail.DoesNotExist when it is no longer published, StaleVersionError and
    CheckedMeanwhileError; then nothing is written.
    """
    return _check(pk, seen, answer, Result.CONFIRMED)


def cannot_reach(pk: int, seen: SeenState, answer: Answer) -> Verification:
    """Record a failed attempt, which visitors will see. Raises like `confirm`."""
    return _check(pk, seen, answer, Result.UNREACHABLE)


def correct(
    pk: int, seen: SeenState, answer: Answer, **values: str
) -> Verification | ContactProposal:
    """Change the detail to `values`, and record that as a check.

    `values` are by field: value, extension, opening_hours; a field that is left out stays.

    With settings.FOUR_EYES it becomes a proposal for someone else to accept. Raises like
    `confirm`, and ValidationError by field when the new values are not valid.
    """
    with transaction.atomic():
        detail = lock_detail(pk, answer.at)
        corrected = _corrected_copy(detail, values)
        recorded = _recorded_before(corrected, seen, answer, Result.CHANGED)
        if recorded:
            return recorded
        _require_current(detail, seen)
        validate_correction(detail, **values)
        if settings.FOUR_EYES:
            return _propose(corrected, answer)
        return apply_correction(detail, answer, corrected)


def confirm_all(seen: Mapping[int, SeenState], answer: Answer) -> BulkResult:
    """Confirm several details in one transaction. `seen` is by primary key.

    Details that were changed or checked meanwhile are skipped. A check by the same user since
    then counts as confirmed: it is the same answer sent twice.
    """
    result = BulkResult()
    with transaction.atomic():
        rows = _in_use(answer.at).filter(pk__in=seen).select_related("service")
        details = list(rows.select_for_update(of=("self",)).order_by("pk"))
        newest = newest_checks(details)
        new_checks = []
        for detail in details:
            check = newest.get(detail.pk)
            if check and _is_replay(check, detail, seen[detail.pk], answer, Result.CONFIRMED):
                result.confirmed.append(detail)
            elif seen[detail.pk] != current_state(detail, check):
                result.skipped.append(detail)
            else:
                new_checks.append(_new_check(detail, answer, Result.CONFIRMED))
                result.confirmed.append(detail)
        if new_checks:
            Verification.objects.bulk_create(new_checks)
            content_changed()
            mark_checked(check.contact_id for check in new_checks)
    result.unpublished = len(seen) - len(details)
    return result


def validate_correction(detail: ContactDetail, **values: str) -> None:
    """Raise ValidationError by field when these are no valid new values of `detail`."""
    corrected = _corrected_copy(detail, values)
    if facts_of(corrected) == facts_of(detail):
        raise ValidationError(
            {"value": _("This is the same as the current value. Type what it is now.")}
        )
    with unchecked_texts():  # a wrong number must be able to go at once
        corrected.full_clean()


def apply_correction(
    detail: ContactDetail, answer: Answer, corrected: ContactDetail | ContactProposal
) -> Verification:
    """Save the values of `corrected` in a locked `detail`, with a reason in its history and a
    check.
    """
    detail.value, detail.extension, detail.opening_hours = facts_of(corrected)
    with unchecked_texts():
        detail.full_clean()
    with single_history_entry(detail, answer.reason):
        detail.save()
    return record_check(detail, answer, Result.CHANGED)


def record_check(detail: ContactDetail, answer: Answer, result: str) -> Verification:
    """Save one check of a locked `detail` with its current values."""
    check = _new_check(detail, answer, result)
    check.save()
    return check


def facts_of(row: ContactDetail | ContactProposal | Verification) -> tuple[str, str, str]:
    """What a check or a proposal is about, as it was typed."""
    return row.value, row.extension, row.opening_hours


def lock_detail(pk: int, at: datetime) -> ContactDetail:
    """The published detail, with its row locked until the transaction ends."""
    detail: ContactDetail = _in_use(at).select_for_update(of=("self",)).get(pk=pk)
    return detail


def newest_checks(details: Iterable[ContactDetail]) -> dict[int, Verification]:
    """Newest check of each detail by the detail's primary key, whichever value it was of."""
    checks = Verification.objects.filter(contact__in=list(details)).order_by("at", "pk")
    return {check.contact_id: check for check in checks}


def current_state(detail: ContactDetail, newest: Verification | None) -> SeenState:
    """What an editor sees who opens `detail` now."""
    return SeenState(detail.version, newest.pk if newest else 0)


def _check(pk: int, seen: SeenState, answer: Answer, result: str) -> Verification:
    with transaction.atomic():
        detail = lock_detail(pk, answer.at)
        recorded = _recorded_before(detail, seen, answer, result)
        if recorded:
            return recorded
        _require_current(detail, seen)
        return record_check(detail, answer, result)


def _in_use(at: datetime) -> ContactDetailQuerySet:
    details: ContactDetailQuerySet = ContactDetail.objects.in_use(on=localdate(at))
    return details


def _recorded_before(
    detail: ContactDetail, seen: SeenState, answer: Answer, result: str
) -> Verification | None:
    """The check recorded when this same answer was sent before."""
    newest = newest_checks([detail]).get(detail.pk)
    replay = newest and _is_replay(newest, detail, seen, answer, result)
    return newest if replay else None


def _is_replay(
    newest: Verification, detail: ContactDetail, seen: SeenState, answer: Answer, result: str
) -> bool:
    return (
        newest.pk != seen.check
        and newest.by_id == answer.by.pk
        and newest.result == result
        and facts_of(newest) == facts_of(detail)
    )


def _require_current(detail: ContactDetail, seen: SeenState) -> None:
    if detail.version != seen.version:
        raise StaleVersionError(detail)
    newest = newest_checks([detail]).get(detail.pk)
    if newest and newest.pk != seen.check:
        raise CheckedMeanwhileError(newest)


def _corrected_copy(detail: ContactDetail, values: Mapping[str, str]) -> ContactDetail:
    corrected = copy(detail)
    for name, value in values.items():
        setattr(corrected, name, value)
    if hours := understood(corrected.opening_hours):
        corrected.opening_hours = hours.notation
    return corrected


def _new_check(detail: ContactDetail, answer: Answer, result: str) -> Verification:
    return Verification(
        contact=detail,
        at=answer.at,
        by=answer.by,
        result=result,
        method=answer.method,
        value=detail.value,
        extension=detail.extension,
        opening_hours=detail.opening_hours,
        note=answer.note,
    )


def _propose(corrected: ContactDetail, answer: Answer) -> ContactProposal:
    proposal, _created = ContactProposal.objects.waiting().get_or_create(
        contact_id=corrected.pk,
        made_by=answer.by,
        value=corrected.value,
        extension=corrected.extension,
        opening_hours=corrected.opening_hours,
        contact_version=corrected.version,
        result=Result.CHANGED,
        defaults={"method": answer.method, "note": answer.note},
    )
    return proposal
