"""Queryset of desks for the open data: public desks, and desks that are gone."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, Self, cast

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Case, OuterRef, Prefetch, Q, Subquery, Value, When

from knowledge.models.audience import Audience
from knowledge.models.bookkeeping.public_trace import PublicTrace
from knowledge.models.contact_detail import ContactDetail
from knowledge.models.querysets import Entry_co, EntryQuerySet, Status, is_published
from knowledge.values.hours.opening_hours import ZONE

PLANNED = ("publish_on", "withdraw_on")
VISITOR = AnonymousUser()
_OWN, _ORGANISATION = "", "organisation__"


def is_gone(*, on: date, of: str = "") -> Q:
    """Archived, or past its withdrawal day."""
    withdrawn = Q(**{f"{of}status": Status.PUBLISHED, f"{of}withdraw_on__lte": on})
    return Q(**{f"{of}status": Status.ARCHIVED}) | withdrawn


class DirectoryQuerySet(EntryQuerySet[Entry_co]):
    def in_directory(self, *, on: date) -> Self:
        """Desks that are public on `on`, and desks that were public and are gone.

        Annotates `is_active`. Restricted, draft, scheduled and never published desks are left
        out, and so are desks that became a draft again.
        """
        shown = is_published(on=on) & is_published(on=on, of=_ORGANISATION)
        left = (is_published(on=on) | is_gone(on=on)) & (
            is_published(on=on, of=_ORGANISATION) | is_gone(on=on, of=_ORGANISATION)
        )
        return (
            self.filter(restricted=False, organisation__restricted=False)
            .filter(shown | (left & Q(trace__was_public=True)))
            .annotate(is_active=Case(When(shown, then=Value(True)), default=Value(False)))
        )

    def active(self) -> Self:
        """Desks that are public; requires `in_directory`."""
        return self.filter(Q(is_active=True))

    def with_last_modified(self, *, on: date) -> Self:
        """Annotate what `Service.last_modified` needs; requires `in_directory`."""
        details = _planned(ContactDetail).filter(service=OuterRef("pk"))
        audiences = _audience_links(self.model).filter(
            service=OuterRef("pk"), audience__in=_planned(Audience)
        )
        days = {}
        for name in PLANNED:
            days[f"detail_{name}"] = _last(details, name, on)
            days[f"audience_{name}"] = _last(audiences, f"audience__{name}", on)
        return self.select_related("trace", "organisation").annotate(
            **days, as_of=Value(on, output_field=models.DateField())
        )

    def only_modification_times(self, *, on: date) -> Self:
        """Load only the slug and what `last_modified` needs."""
        prefixes = (_OWN, _ORGANISATION)
        days = [f"{prefix}{name}" for prefix in prefixes for name in PLANNED]
        return self.with_last_modified(on=on).only("slug", "trace__changed_at", *days)

    def with_directory_details(self, *, on: date) -> Self:
        """Prefetch what `knowledge.open_data.hsds` needs: four more queries in all."""
        return self.with_last_modified(on=on).prefetch_related(
            Prefetch("contact_details", ContactDetail.objects.visible_to(VISITOR).with_checks()),
            Prefetch("audiences", Audience.objects.visible_to(VISITOR)),
            "regions",
        )

    def modified_since(self, moment: datetime, *, on: date) -> Self:
        """Desks whose `last_modified` on `on` is `moment` or later.

        Each part of the union uses an index; a scheduled day counts from its midnight.
        """
        desks = self.model._base_manager
        within = (_first_whole_day(moment), on)
        parts = [
            PublicTrace.objects.filter(changed_at__gte=moment).values("service"),
            desks.filter(_planned_within(within)).values("pk"),
            desks.filter(_planned_within(within, _ORGANISATION)).values("pk"),
            _planned(ContactDetail).filter(_planned_within(within)).values("service"),
            _audience_links(self.model)
            .filter(_planned_within(within, "audience__"), audience__in=_planned(Audience))
            .values("service"),
        ]
        first, *others = [part.order_by() for part in parts]
        return self.filter(pk__in=first.union(*others, all=True))


def _audience_links(model: type[models.Model]) -> models.Manager[Any]:
    """Rows that link desks to audiences."""
    field = cast("models.ManyToManyField[Any, Any]", model._meta.get_field("audiences"))
    return cast(type[models.Model], field.remote_field.through)._default_manager


def _planned(model: Any) -> Any:
    """Rows that a scheduled day can make public or withdraw."""
    return model.objects.filter(status=Status.PUBLISHED, restricted=False)


def _planned_within(within: tuple[date, date], of: str = "") -> Q:
    begun, ended = (Q(**{f"{of}{name}__range": within}) for name in PLANNED)
    return begun | ended


def _last(rows: Any, name: str, on: date) -> Subquery:
    """The latest day in column `name` up to and including `on`."""
    past = rows.filter(**{f"{name}__lte": on}).order_by(f"-{name}")
    return Subquery(past.values(name)[:1])


def _first_whole_day(moment: datetime) -> date:
    """The first day that begins at `moment` or later."""
    local = moment.astimezone(ZONE)
    begins = local.replace(hour=0, minute=0, second=0, microsecond=0)
    return local.date() if begins == local else local.date() + timedelta(days=1)
