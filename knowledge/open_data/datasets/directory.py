"""All desks and organisations that anybody may see, a part at a time, in a fixed order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.timezone import localdate

from knowledge.models import Audience, ContactDetail, ExploitationForm, Organisation, Service
from knowledge.models.contact import ContactKind
from knowledge.models.directory import VISITOR
from knowledge.open_data.hsds import services as mapping
from knowledge.open_data.hsds import vocabulary
from knowledge.open_data.hsds.vocabulary import Word

AT_ONCE = 20  # rows that are read together: with all that hangs on a desk they take room


def services(at: datetime) -> Iterator[Any]:
    """Desks with everything; of those that are gone, that they are gone."""
    today = localdate(at)
    rows: Any = Service.objects.in_directory(on=today)
    for desk in parts(rows.with_directory_details(on=today)):
        yield mapping.service(desk, at)


def active_services(at: datetime) -> Iterator[Any]:
    """Only those that are there: a table needs their organisation."""
    return (one for one in services(at) if one["status"] == "active")


def organizations() -> Iterator[Any]:
    rows: Any = Organisation.objects.visible_to(VISITOR)
    return map(mapping.organization, parts(rows))


def service_at_locations(at: datetime) -> Iterator[Any]:
    desks: Any = Service.objects.visible_to(VISITOR)
    details: Any = ContactDetail.objects.visible_to(VISITOR)
    shown = details.filter(kind=ContactKind.ADDRESS, service__in=desks)
    for detail in parts(shown.with_desks(on=localdate(at))):
        yield mapping.service_at_location(detail, at)


def taxonomies() -> Iterator[Any]:
    return iter(vocabulary.taxonomies())


def taxonomy_terms() -> Iterator[Any]:
    return (term for _word, term in terms())


def terms() -> Iterator[tuple[Word, Any]]:
    """Every term that anybody may see, in a fixed order."""
    audiences: Any = Audience.objects.visible_to(VISITOR)
    forms: Any = ExploitationForm.objects.visible_to(VISITOR)
    return vocabulary.terms(audiences, forms)


def parts(rows: Any) -> Iterator[Any]:
    """Each of `rows` by slug, read a part at a time; what is added meanwhile moves nothing."""
    last, more = "", True
    while more:
        some = list(rows.filter(slug__gt=last).order_by("slug")[:AT_ONCE])
        more = len(some) == AT_ONCE
        last = some[-1].slug if some else ""
        while some:  # what was given is let go before the next part is read
            yield some.pop(0)
