"""Answers to "is this still right?": each becomes a check that stays for ever.

An answer is only taken on top of what was seen. When the detail was changed, or checked by
somebody else, since the page was shown, nothing is written. The same answer sent twice (a double
click, the back button) is one check.
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

from knowledge.caching.content_version import note_change
from knowledge.history.recording import one_change
from knowledge.models import ContactDetail, ContactProposal, Verification
from knowledge.models.verification import Method, Result
from knowledge.open_data.change_tracking import mark_checked


class ChangedMeanwhileError(Exception):
    """Somebody changed the detail since it was shown; `detail` is how it is now."""

    def __init__(self, detail: ContactDetail) -> None:
        super().__init__(str(detail.pk))
        self.detail = detail


class CheckedMeanwhileError(Exception):
    """Somebody checked the detail since it was shown; `check` is that check."""

    def __init__(self, check: Verification) -> None:
        super().__init__(str(check.pk))
        self.check = check


@dataclass(frozen=True, slots=True)
class Seen:
    """What was on the screen: the version of a detail, and its newest check (0: none)."""

    version: int
    check: int = 0


@dataclass(frozen=True, slots=True)
class Check:
    """Who checked, how and when. `by` is a user."""

    by: Any
    method: str
    at: datetime
    note: str = ""

    @property
    def reason(self) -> str:
        """What the history of a detail says of a change that was found by checking."""
        return self.note or _("Checked: %s") % Method(self.method).label


@dataclass(slots=True)
class Bulk:
    """What became of a confirmation in bulk."""

    done: list[ContactDetail] = field(default_factory=list)
    left_out: list[ContactDetail] = field(default_factory=list)
    gone: int = 0


def confirm(pk: int, seen: Seen, check: Check) -> Verification:
    """The detail is right as it stands.

    Raises ContactDetail.DoesNotExist when it is no longer published, ChangedMeanwhileError and
    CheckedMeanwhileError; then nothing is written.
    """
    return _check(pk, seen, check, Result.CONFIRMED)


def cannot_reach(pk: int, seen: Seen, check: Check) -> Verification:
    """The detail was tried in vain; visitors are told so. Raises as `confirm` does."""
    return _check(pk, seen, check, Result.UNREACHABLE)


def correct(
    pk: int, seen: Seen, check: Check, *, value: str, opening_hours: str
) -> Verification | ContactProposal:
    """The detail is now `value`, with `opening_hours`: changed and checked in one go.

    With settings.FOUR_EYES it becomes a proposal that somebody else has to accept. Raises as
    `confirm` does, and ValidationError by field when the new values make no sense.
    """
    with transaction.atomic():
        detail = lock(pk, check.at)
        new = _with(detail, value, opening_hours)
        written = _written_already(new, seen, check, Result.CHANGED)
        if written:
            return written
        _refuse_unseen(detail, seen)
        refuse_nonsense(detail, value, opening_hours)
        if settings.FOUR_EYES:
            return _propose(new, check)
        return change(detail, check, value=value, opening_hours=opening_hours)


def confirm_all(seen: Mapping[int, Seen], check: Check) -> Bulk:
    """Several details are right as they stand: `seen` by their keys. All are written at once.

    Those that were changed or checked meanwhile are left out and named; the others are done. A
    check of the same user since then counts as done: it is the same answer sent twice.
    """
    bulk = Bulk()
    with transaction.atomic():
        rows: Any = _in_use(check.at).filter(pk__in=seen)
        details = list(
            rows.select_related("service").select_for_update(of=("self",)).order_by("pk")
        )
        newest = newest_checks(details)
        fresh = []
        for detail in details:
            found = newest.get(detail.pk)
            if found and _is_replay(found, detail, seen[detail.pk], check, Result.CONFIRMED):
                bulk.done.append(detail)
            elif seen[detail.pk] != seen_now(detail, found):
                bulk.left_out.append(detail)
            else:
                fresh.append(_verification(detail, check, Result.CONFIRMED))
                bulk.done.append(detail)
        if fresh:
            Verification.objects.bulk_create(fresh)
            note_change()
            mark_checked(check.contact_id for check in fresh)
    bulk.gone = len(seen) - len(details)
    return bulk


def refuse_nonsense(detail: ContactDetail, value: str, opening_hours: str) -> None:
    """ValidationError by field when these cannot be the value and the hours of `detail`."""
    new = _with(detail, value, opening_hours)
    if (new.value, new.opening_hours) == (detail.value, detail.opening_hours):
        raise ValidationError({"value": _("This is how it stands already. Type what it is now.")})
    new.full_clean()


def change(detail: ContactDetail, check: Check, *, value: str, opening_hours: str) -> Verification:
    """Write new values of a locked `detail`, with a reason in its history and a check."""
    detail.value, detail.opening_hours = value, opening_hours
    detail.full_clean()
    with one_change(detail, check.reason):
        detail.save()
    return write(detail, check, Result.CHANGED)


def write(detail: ContactDetail, check: Check, result: str) -> Verification:
    """Write down one check of a locked `detail`, as it stands."""
    found = _verification(detail, check, result)
    found.save()
    return found


def lock(pk: int, at: datetime) -> ContactDetail:
    """The published detail, which nobody else can change until the transaction ends."""
    found: ContactDetail = _in_use(at).select_for_update(of=("self",)).get(pk=pk)
    return found


def newest_checks(details: Iterable[ContactDetail]) -> dict[int, Verification]:
    """By key of the detail its newest check, whatever value that was of."""
    checks: Any = Verification.objects.filter(contact__in=list(details)).order_by("at", "pk")
    return {check.contact_id: check for check in checks}


def seen_now(detail: ContactDetail, newest: Verification | None) -> Seen:
    """What is seen by who looks at `detail` now."""
    return Seen(detail.version, newest.pk if newest else 0)


def _check(pk: int, seen: Seen, check: Check, result: str) -> Verification:
    with transaction.atomic():
        detail = lock(pk, check.at)
        written = _written_already(detail, seen, check, result)
        if written:
            return written
        _refuse_unseen(detail, seen)
        return write(detail, check, result)


def _in_use(at: datetime) -> Any:
    return ContactDetail.objects.in_use(on=localdate(at))


def _written_already(
    detail: ContactDetail, seen: Seen, check: Check, result: str
) -> Verification | None:
    """The check that this same answer led to when it was sent before."""
    newest = newest_checks([detail]).get(detail.pk)
    replay = newest and _is_replay(newest, detail, seen, check, result)
    return newest if replay else None


def _is_replay(
    newest: Verification, detail: ContactDetail, seen: Seen, check: Check, result: str
) -> bool:
    return (
        newest.pk != seen.check
        and newest.by_id == check.by.pk
        and newest.result == result
        and (newest.value, newest.opening_hours) == (detail.value, detail.opening_hours)
    )


def _refuse_unseen(detail: ContactDetail, seen: Seen) -> None:
    if detail.version != seen.version:
        raise ChangedMeanwhileError(detail)
    newest = newest_checks([detail]).get(detail.pk)
    if newest and newest.pk != seen.check:
        raise CheckedMeanwhileError(newest)


def _with(detail: ContactDetail, value: str, opening_hours: str) -> ContactDetail:
    new = copy(detail)
    new.value, new.opening_hours = value, opening_hours
    return new


def _verification(detail: ContactDetail, check: Check, result: str) -> Verification:
    return Verification(
        contact=detail,
        at=check.at,
        by=check.by,
        result=result,
        method=check.method,
        value=detail.value,
        opening_hours=detail.opening_hours,
        note=check.note,
    )


def _propose(new: ContactDetail, check: Check) -> ContactProposal:
    proposal, _made = ContactProposal.objects.waiting().get_or_create(
        contact_id=new.pk,
        made_by=check.by,
        value=new.value,
        opening_hours=new.opening_hours,
        contact_version=new.version,
        result=Result.CHANGED,
        defaults={"method": check.method, "note": check.note},
    )
    return proposal
