"""Who may change what visitors see, and what waits for somebody else to look at it."""

from __future__ import annotations

from collections.abc import Collection

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models

from knowledge.models import ContactDetail, Entry, Status
from knowledge.models.querysets import PUBLISH

PUBLISHING = frozenset({"status", "restricted", "publish_on", "withdraw_on"})
"""Fields that say whether and for whom an entry is shown."""


def entry_of(row: models.Model) -> Entry | None:
    """The entry that visitors see `row` in: itself, or what it is a part of; None for others."""
    entry = row if isinstance(row, Entry) else getattr(row, "entry", None)
    return entry if isinstance(entry, Entry) else None


def may_publish(user: AbstractUser) -> bool:
    return user.has_perm(PUBLISH)


def may_change_at_once(user: AbstractUser, entry: Entry) -> bool:
    """Whether changes by `user` to `entry`, as it is saved now, are shown without another look.

    An editor corrects contact details at once: a wrong number must not wait. With four eyes
    even that waits, and so do the changes of a publisher.
    """
    if entry.status != Status.PUBLISHED:
        return True
    if settings.FOUR_EYES:
        return False
    return isinstance(entry, ContactDetail) or may_publish(user)


def must_wait(
    user: AbstractUser, entry: Entry, was: str, changed: Collection[str], last_by: object
) -> bool:
    """Whether a change of the fields `changed` needs somebody else to save it.

    `entry` is as it would become, `was` its status until now (empty: it is new), `last_by` who
    changed it last.
    """
    if not changed or Status.PUBLISHED not in (was, entry.status):
        return False
    if settings.FOUR_EYES:
        publishes = set(changed) <= PUBLISHING and was != Status.PUBLISHED
        return not (publishes and may_publish(user) and last_by != user)
    corrects = isinstance(entry, ContactDetail) and was == Status.PUBLISHED
    if corrects and not PUBLISHING & set(changed):
        return False
    return not may_publish(user)
