"""Desks for other programs: what anybody may see, and which desks are no longer there."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, Self, cast

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Case, OuterRef, Prefetch, Q, Subquery, Value, When

from knowledge.models.audience import Audience
from knowledge.models.bookkeeping.public_trace import PublicTrace
from knowledge.models.contact import ContactDetail
from knowledge.models.querysets import Entry_co, EntryQuerySet, Status, is_published
from knowledge.values.hours import ZONE

PLANNED = ("publish_on", "withdraw_on")
VISITOR = AnonymousUser()
_OWN, _ORGANISATION = "", "organisation__"


def is_gone(*, on: date, of: str = "") -> Q:
    """Archived, or withdrawn as planned."""
    withdrawn = Q(**{f"{of}status": Status.PUBLISHED, f"{of}withdraw_on__lte": on})
    return Q(**{f"{of}status": Status.ARCHIVED}) | withdrawn


class DirectoryQuerySet(EntryQuerySet[Entry_co]):
    """Of desks."""

    def in_directory(self, *, on: date) -> Self:
        """Desks that anybody may see on `on`, and those that anybody could see and are gone.

        Annotates `is_active`. What is restricted, a draft, planned or never was public is in
        neither; nor is what became a draft again.
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

    def with_last_modified(self, *, on: date) -> Self:
        """Adds what `Service.last_modified` reads; needs `in_directory`."""
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

    def moments_only(self, *, on: date) -> Self:
        """Of each desk only its key and what `last_modified` reads."""
        ways = (_OWN, _ORGANISATION)
        days = [f"{way}{name}" for way in ways for name in PLANNED]
        return self.with_last_modified(on=on).only("slug", "trace__changed_at", *days)

    def with_directory_details(self, *, on: date) -> Self:
        """Adds all that `knowledge.open_data.hsds` reads: four more queries, however many desks."""
        return self.with_last_modified(on=on).prefetch_related(
            Prefetch("contact_details", ContactDetail.objects.visible_to(VISITOR).with_checks()),
            Prefetch("audiences", Audience.objects.visible_to(VISITOR)),
            "regions",
        )

    def modified_since(self, moment: datetime, *, on: date) -> Self:
        """Desks of which `last_modified` on `on` is `moment` or later.

        Each part finds its rows by an index; a planned day counts from its midnight.
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
    """Rows of the table between desks and audiences."""
    field = cast("models.ManyToManyField[Any, Any]", model._meta.get_field("audiences"))
    return cast(type[models.Model], field.remote_field.through)._default_manager


def _planned(model: Any) -> Any:
    """Rows that become visible to anybody, or no longer, by the calendar alone."""
    return model.objects.filter(status=Status.PUBLISHED, restricted=False)


def _planned_within(within: tuple[date, date], of: str = "") -> Q:
    begun, ended = (Q(**{f"{of}{name}__range": within}) for name in PLANNED)
    return begun | ended


def _last(rows: Any, name: str, on: date) -> Subquery:
    """The newest day in the column `name` that has come."""
    come = rows.filter(**{f"{name}__lte": on}).order_by(f"-{name}")
    return Subquery(come.values(name)[:1])


def _first_whole_day(moment: datetime) -> date:
    """The first day that begins at `moment` or later."""
    local = moment.astimezone(ZONE)
    begins = local.replace(hour=0, minute=0, second=0, microsecond=0)
    return local.date() if begins == local else local.date() + timedelta(days=1)
