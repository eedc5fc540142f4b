"""Archiving, which replaces deletion: hidden from visitors, kept for editors, reversible."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from concurrency.exceptions import RecordModifiedError
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser, PermissionsMixin
from django.db import models, transaction

from knowledge.history.errors import StaleVersionError
from knowledge.history.recording import (
    entries_of,
    models_with_history,
    parts_of,
    single_history_entry,
)
from knowledge.introspection import foreign_keys
from knowledge.models import ContactDetail, Entry, Source, Status
from knowledge.models.querysets import PUBLISH

_USAGES_SHOWN = 50


def can_archive(user: AbstractBaseUser | AnonymousUser, row: Entry, status: str) -> bool:
    """Whether `user` may archive a row that has this status, or give this status back.

    Takes the change permission, and for published entries the permission to publish. Contact
    details are an exception: a wrong number has to go at once, so any editor may archive it.
    """
    if not isinstance(user, PermissionsMixin):
        return False
    if not user.has_perm(f"{row._meta.app_label}.change_{row._meta.model_name}"):
        return False
    needs_publisher = status == Status.PUBLISHED and not isinstance(row, ContactDetail)
    return user.has_perm(PUBLISH) or not needs_publisher


def can_unarchive(user: AbstractBaseUser | AnonymousUser, row: Entry, status: str) -> bool:
    """Whether `user` may give an archived row this status back.

    With FOUR_EYES, what becomes public again is not unarchived by the user who archived it.
    """
    if not settings.FOUR_EYES or status != Status.PUBLISHED:
        return can_archive(user, row, status)
    newest = entries_of(type(row)).filter(id=row.pk).select_related("history_user").first()
    publishes = isinstance(user, PermissionsMixin) and user.has_perm(PUBLISH)
    return publishes and (newest is None or newest.history_user != user)


def archive(row: Entry, *, seen: int, reason: str) -> None:
    """Hide `row` from visitors. `seen` is the version number that the user looked at.

    Raises StaleVersionError, and ValidationError for the only source of a published entry.
    """
    if isinstance(row, Source):
        row.refuse_to_go()
    _set_status(row, Status.ARCHIVED, seen, reason)


def unarchive(row: Entry, *, seen: int, reason: str) -> None:
    """Give `row` the status from before it was archived.

    Raises StaleVersionError, and ValidationError when it may not be published as it is.
    """
    if row.status != Status.ARCHIVED:
        raise StaleVersionError(row)
    _set_status(row, status_before(row), seen, reason)


def status_before(row: Entry) -> str:
    """The status of an archived row before it was archived; draft when that is not recorded."""
    earlier = entries_of(type(row)).filter(id=row.pk).exclude(status=Status.ARCHIVED)
    last = earlier.first()
    return last.status if last else Status.DRAFT


def usages_of(row: models.Model) -> list[models.Model]:
    """Records that refer to this one, except its own parts and archived ones.

    At most 50 for each relation.
    """
    own = parts_of(type(row))
    relations = [relation for relation in row._meta.related_objects if relation.field not in own]
    return _active_usages(row, relations)


def list_usages_of(row: models.Model) -> list[models.Model]:
    """Usages in many-to-many lists: deleting `row` would shorten those without an error."""
    lists = [relation for relation in row._meta.related_objects if relation.many_to_many]
    return _active_usages(row, lists)


def _active_usages(row: models.Model, relations: Iterable[Any]) -> list[models.Model]:
    usages: list[models.Model] = []
    for relation in relations:
        model: type[models.Model] = relation.related_model
        if model in models_with_history():
            keys = [key.name for key in foreign_keys(model)]
            rows = model._default_manager.filter(**{relation.field.name: row})
            if issubclass(model, Entry):
                rows = rows.exclude(status=Status.ARCHIVED)
            usages += rows.select_related(*keys).distinct()[:_USAGES_SHOWN]
    return list(dict.fromkeys(usages))


def _set_status(row: Entry, status: str, seen: int, reason: str) -> None:
    if row.version != seen:
        raise StaleVersionError(row)
    row.status = status
    if status == Status.PUBLISHED:
        row.full_clean(exclude=["version"])
    try:
        with transaction.atomic(), single_history_entry(row, reason):
            row.save()
    except RecordModifiedError as error:
        raise StaleVersionError(type(row)._default_manager.filter(pk=row.pk).first()) from error
