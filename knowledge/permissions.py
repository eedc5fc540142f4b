"""Who may change what visitors see, and which changes need review by somebody else."""

from __future__ import annotations

from collections.abc import Collection
from typing import cast

from django.conf import settings
from django.contrib.auth.models import AbstractUser, AnonymousUser, User
from django.db import models
from django.http import HttpRequest

from knowledge.models import ContactDetail, Entry, Status
from knowledge.models.querysets import PUBLISH

PUBLISHING = frozenset({"status", "restricted", "publish_on", "withdraw_on"})
"""Fields that decide whether an entry is shown, and to whom."""


def signed_in(request: HttpRequest) -> User:
    """The user of a request to a page that requires a login, such as those of the admin."""
    return cast(User, request.user)


def entry_of(row: models.Model) -> Entry | None:
    """The entry on which visitors see `row`: itself, or its parent; None for other rows."""
    entry = row if isinstance(row, Entry) else getattr(row, "entry", None)
    return entry if isinstance(entry, Entry) else None


def may_publish(user: AbstractUser | AnonymousUser) -> bool:
    return user.has_perm(PUBLISH)


def may_change_at_once(user: AbstractUser | AnonymousUser, entry: Entry) -> bool:
    """Whether changes by `user` to `entry`, as now saved, go live without review.

    An editor may correct contact details at once: a wrong number must not wait. Under four eyes
    even that waits, and so do a publisher's changes.
    """
    if entry.status != Status.PUBLISHED:
        return True
    if settings.FOUR_EYES:
        return False
    return isinstance(entry, ContactDetail) or may_publish(user)


def needs_review(
    user: AbstractUser | AnonymousUser,
    entry: Entry,
    status_before: str,
    changed: Collection[str],
    last_editor: object,
) -> bool:
    """Whether somebody else has to save a change of the fields `changed`.

    `entry` is as it would become; `status_before` is empty for a new entry.
    """
    if not changed or Status.PUBLISHED not in (status_before, entry.status):
        return False
    if settings.FOUR_EYES:
        publishes = set(changed) <= PUBLISHING and status_before != Status.PUBLISHED
        return not (publishes and may_publish(user) and last_editor != user)
    corrects = isinstance(entry, ContactDetail) and status_before == Status.PUBLISHED
    if corrects and not PUBLISHING & set(changed):
        return False
    return not may_publish(user)
