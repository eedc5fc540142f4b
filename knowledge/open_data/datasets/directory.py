"""Iterators over all public desks and organisations, in batches and in a fixed order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.timezone import localdate

from knowledge.models import Audience, ContactDetail, ExploitationForm, Organisation, Service
from knowledge.models.contact_detail import ContactKind
from knowledge.models.directory import VISITOR
from knowledge.open_data.hsds import services as mapping
from knowledge.open_data.hsds import vocabulary
from knowledge.open_data.hsds.vocabulary import TermKey

BATCH_SIZE = 20  # rows per query: desks are large with all their related rows


def services(at: datetime) -> Iterator[Any]:
    """All desks in full, and those that are no longer public as inactive."""
    today = localdate(at)
    rows = Service.objects.in_directory(on=today)
    for desk in batched(rows.with_directory_details(on=today)):
        yield mapping.service(desk, at)


def active_services(at: datetime) -> Iterator[Any]:
    """Only active desks: a row of the table needs its organisation."""
    return (service for service in services(at) if service["status"] == "active")


def organizations() -> Iterator[Any]:
    rows = Organisation.objects.visible_to(VISITOR)
    return map(mapping.organization, batched(rows))


def service_at_locations(at: datetime) -> Iterator[Any]:
    desks = Service.objects.visible_to(VISITOR)
    details = ContactDetail.objects.visible_to(VISITOR)
    addresses = details.filter(kind=ContactKind.ADDRESS, service__in=desks)
    for detail in batched(addresses.with_desks(on=localdate(at))):
        yield mapping.service_at_location(detail, at)


def taxonomies() -> Iterator[Any]:
    return iter(vocabulary.taxonomies())


def taxonomy_terms() -> Iterator[Any]:
    return (term for _key, term in terms())


def terms() -> Iterator[tuple[TermKey, Any]]:
    """Every public term, in a fixed order."""
    audiences = Audience.objects.visible_to(VISITOR)
    forms = ExploitationForm.objects.visible_to(VISITOR)
    return vocabulary.terms(audiences, forms)


def batched(rows: Any) -> Iterator[Any]:
    """Each of `rows` by slug, in batches. Keyset pagination: rows added meanwhile shift nothing."""
    last, more = "", True
    while more:
        batch = list(rows.filter(slug__gt=last).order_by("slug")[:BATCH_SIZE])
        more = len(batch) == BATCH_SIZE
        last = batch[-1].slug if batch else ""
        while batch:  # frees each row before the next batch is read
            row = batch.pop(0)
            yield row
            release(row)


def release(row: Any) -> None:
    """Undo the references between `row` and its related rows, so that it is freed at once.

    They go round in a circle, and the garbage collector would let tens of megabytes pile up first.
    """
    for related in row.__dict__.pop("_prefetched_objects_cache", {}).values():
        for one in related:
            release(one)
    row._state.fields_cache.clear()
