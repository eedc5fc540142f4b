"""Synthetic desks for benchmarks: never load these in a database that people use."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db import connection
from django.utils import timezone

from knowledge.models import (
    Audience,
    ContactDetail,
    Organisation,
    PublicKey,
    PublicTrace,
    Region,
    Service,
    Status,
    Verification,
)
from knowledge.open_data.hsds.values import ORGANISATION, SERVICE, uid

DESKS_PER_ORGANISATION = 5
DETAILS_PER_DESK = 3
SPECIAL, GROUP, SPECIAL_DESKS = "proef-doelgroep", "homeless", 50
"""An audience, and an excluded group, of the first desks only: independent of the total."""
_LONG_AGO = timedelta(days=300)
_HOURS = ("24/7", "Mo-Fr 09:00-17:00; PH off", "")


def make_desks(start: int, end: int) -> None:
    """Create desks number `start` up to `end` with organisations, details, checks and regions.

    Bulk creation sends no signals, so change tracking is filled in here, as of long ago.
    """
    organisations = _make_organisations(start, end)
    desks = _make_services(start, end, organisations)
    _make_details(desks)
    _make_tracking(desks, organisations)
    _relate_regions(desks)
    if start == 0:
        _make_special(desks[:SPECIAL_DESKS])
    if connection.vendor == "postgresql":
        connection.cursor().execute("ANALYZE")


def _make_organisations(start: int, end: int) -> list[Organisation]:
    organisations = [
        Organisation(
            slug=f"proef-organisatie-{number}",
            kind="care",
            status=Status.PUBLISHED,
            **_texts("name", f"Proeforganisatie {number}"),
            **_texts("summary", "Bestaat niet. " * 5),
        )
        for number in range(start, end, DESKS_PER_ORGANISATION)
    ]
    Organisation.objects.bulk_create(organisations)
    return organisations


def _make_services(start: int, end: int, organisations: list[Organisation]) -> list[Service]:
    return Service.objects.bulk_create(
        Service(
            slug=f"proef-loket-{number}",
            organisation=organisations[(number - start) // DESKS_PER_ORGANISATION],
            status=Status.PUBLISHED,
            free=True,
            languages="nl en",
            **_texts("name", f"Proefloket {number}"),
            **_texts("summary", "Bestaat niet. " * 10),
        )
        for number in range(start, end)
    )


def _texts(name: str, text: str) -> dict[str, str]:
    return {f"{name}_nl": text, f"{name}_en": text}


def _make_details(desks: list[Service]) -> None:
    details = ContactDetail.objects.bulk_create(
        ContactDetail(
            slug=f"{desk.slug}-{number}",
            service=desk,
            kind=("phone", "website", "email")[number],
            value=("112", "https://voorbeeld.example", "proef@voorbeeld.example")[number],
            opening_hours=_HOURS[desk.pk % len(_HOURS)] if number == 0 else "",
            status=Status.PUBLISHED,
        )
        for desk in desks
        for number in range(DETAILS_PER_DESK)
    )
    person = User.objects.get_or_create(username="proef")[0]
    Verification.objects.bulk_create(
        Verification(
            contact=detail,
            by=person,
            result="confirmed",
            method="called",
            value=detail.value,
            opening_hours=detail.opening_hours,
        )
        for detail in details
    )


def _make_tracking(desks: list[Any], organisations: list[Any]) -> None:
    long_ago = timezone.now() - _LONG_AGO
    PublicTrace.objects.bulk_create(
        PublicTrace(service=desk, changed_at=long_ago, was_public=True) for desk in desks
    )
    for kind, rows in ((SERVICE, desks), (ORGANISATION, organisations)):
        PublicKey.objects.bulk_create(
            PublicKey(uid=uid(kind, row.slug), kind=kind, slug=row.slug) for row in rows
        )


def _relate_regions(desks: list[Service]) -> None:
    region = Region.objects.get_or_create(
        slug="proef-regio", defaults={"kind": "police_unit", "name": "Proefregio", "code": "RE99"}
    )[0]
    relations = Service.regions.through.objects
    relations.bulk_create(Service.regions.through(service=desk, region=region) for desk in desks)


def _make_special(desks: list[Service]) -> None:
    names = _texts("name", "Proefdoelgroep")
    audience = Audience.objects.create(slug=SPECIAL, status=Status.PUBLISHED, **names)
    relation: Any = Service.audiences.through
    relation.objects.bulk_create(relation(service=desk, audience=audience) for desk in desks)
    Service.objects.filter(pk__in=[desk.pk for desk in desks]).update(not_for_groups=GROUP)
