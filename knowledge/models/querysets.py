"""Querysets of entries: publication and visibility."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any, Self, TypeVar, cast

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from knowledge.introspection import lacks_a_language

User = AbstractBaseUser | AnonymousUser


SEE_RESTRICTED = "knowledge.see_restricted"


PUBLISH = "knowledge.publish_entries"


class Status(models.TextChoices):
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    ARCHIVED = "archived", _("Archived")


def is_published(*, on: date, of: str = "") -> Q:
    """Condition: published, and `on` within its scheduled days.

    `of` is a lookup prefix for a related entry: "organisation__".
    """
    started = Q(**{f"{of}publish_on": None}) | Q(**{f"{of}publish_on__lte": on})
    not_ended = Q(**{f"{of}withdraw_on": None}) | Q(**{f"{of}withdraw_on__gt": on})
    return Q(**{f"{of}status": Status.PUBLISHED}) & started & not_ended


def is_open(*, restricted: bool, on: date, of: str = "") -> Q:
    """Condition: published on `on`, and unrestricted unless `restricted` is True; `of` as above."""
    published = is_published(on=on, of=of)
    return published if restricted else published & Q(**{f"{of}restricted": False})


def may_see_restricted(user: User) -> bool:
    return isinstance(user, PermissionsMixin) and user.has_perm(SEE_RESTRICTED)


Entry_co = TypeVar("Entry_co", bound=models.Model, covariant=True)


class EntryQuerySet(models.QuerySet[Entry_co]):
    def published(self, *, on: date | None = None) -> Self:
        """Entries published on `on` (default: today), restricted ones included."""
        return self.filter(is_published(on=on or timezone.localdate()))

    def visible_to(self, user: User) -> Self:
        """Entries that `user` may see today."""
        return self.open_to(restricted=may_see_restricted(user), on=timezone.localdate())

    def open_to(self, *, restricted: bool, on: date) -> Self:
        """Entries published on `on`, with or without restricted ones."""
        return self.filter(is_open(restricted=restricted, on=on))

    def for_audience(self, slug: str) -> Self:
        """Entries for this profession or for everyone. The model needs `audiences`.

        An entry without a public audience is for everyone, as on its page.
        """
        public = _related_entries(self.model, "audiences").published().filter(restricted=False)
        for_some = self.model._default_manager.filter(audiences__in=public).values("pk")
        return self.filter(Q(audiences__slug=slug) | ~Q(pk__in=for_some)).distinct()

    def with_sources(self, user: User) -> Self:
        """Prefetch the sources that `user` may see: one query."""
        visible = _related_entries(self.model, "sources").visible_to(user)
        return self.prefetch_related(models.Prefetch("sources", visible))

    def without_source(self) -> Self:
        """Published entries, planned ones included, with no source or only archived ones."""
        return self.filter(_without_source(self.model))

    def with_no_other_source(self, source: models.Model) -> Self:
        """Published entries that would be left without a source if `source` were gone."""
        others = _related_entries(self.model, "sources").not_archived().exclude(pk=source.pk)
        sourced = self.model._default_manager.filter(sources__in=others)
        relying = self.filter(status=Status.PUBLISHED, sources=source)
        return relying.exclude(pk__in=sourced.values("pk"))

    def with_desks_to_call(self, user: User) -> Self:
        """Prefetch the desks to call that `user` may see. The model needs `LeadsToDesks`."""
        names = ("first_desk", "desks")
        rows: list[Any] = [_related_entries(self.model, name).visible_to(user) for name in names]
        reachable = [row.with_reach(user) for row in rows]
        return self.prefetch_related(
            *(models.Prefetch(name, row) for name, row in zip(names, reachable, strict=True))
        )

    def not_archived(self) -> Self:
        return self.exclude(status=Status.ARCHIVED)

    def untranslated(self) -> Self:
        """Entries with a missing translation, which publication requires."""
        return self.filter(lacks_a_language(self.model))

    def to_do(self, *, on: date) -> dict[str, int]:
        """Counts of `drafts`, `untranslated`, `to_review` and, if it has sources, `unsourced`.

        In one query.
        """
        count, current = models.Count, ~Q(status=Status.ARCHIVED)
        has_sources = any(many.name == "sources" for many in self.model._meta.many_to_many)
        bare = {"unsourced": _without_source(self.model)} if has_sources else {}
        return self.aggregate(
            **{name: count("pk", filter=condition) for name, condition in bare.items()},
            drafts=count("pk", filter=Q(status=Status.DRAFT)),
            untranslated=count("pk", filter=current & lacks_a_language(self.model)),
            to_review=count("pk", filter=current & Q(review_by__lte=on)),
        )

    def due_for_review(self, *, on: date) -> Self:
        return self.filter(review_by__lte=on)


def _without_source(model: type[models.Model]) -> Q:
    counting = _related_entries(model, "sources").not_archived()
    sourced = model._default_manager.filter(sources__in=counting).values("pk")
    return Q(status=Status.PUBLISHED) & ~Q(pk__in=sourced)


# A class of its own, because modeltranslation replaces the class of a manager at run time, which
# the mypy plugin cannot follow: `from_queryset` or `as_manager` alone would be typed as Any.
_EntryManager = models.Manager.from_queryset(EntryQuerySet)


class EntryManager(_EntryManager[Entry_co]):
    """Default manager of entries.

    Building the filter of `visible_to` takes longer than the database needs to answer it, so it is
    built once for each day, language and kind of visitor, and copied.
    """

    def visible_to(self, user: User) -> EntryQuerySet[Entry_co]:
        restricted, today = may_see_restricted(user), timezone.localdate()
        if hasattr(self, "instance"):  # the manager of a relation: its rows depend on the instance
            return self.open_to(restricted=restricted, on=today)
        return _visible(self.model, restricted, today, get_language()).all()


@lru_cache(maxsize=256)
def _visible(model: Any, restricted: bool, on: date, _language: str | None) -> Any:
    """`_language`: modeltranslation puts its columns into the ordering."""
    return model._default_manager.open_to(restricted=restricted, on=on)


def _related_entries(model: type[models.Model], field: str) -> EntryManager[Any]:
    """The manager of the entries that `field` of `model` refers to."""
    related = cast(type[models.Model], model._meta.get_field(field).related_model)
    return cast(EntryManager[Any], related._default_manager)
