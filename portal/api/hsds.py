"""Endpoints below /api/hsds/: they read parameters; `knowledge.open_data.hsds` builds the data."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from ninja import Path, Query
from typing_extensions import TypedDict

from knowledge.models import Organisation, Service
from knowledge.models.directory import VISITOR
from knowledge.open_data.datasets import directory
from knowledge.open_data.hsds import services as mapping
from knowledge.open_data.hsds import shapes, vocabulary
from knowledge.open_data.hsds.values import AT_LOCATION, ORGANISATION, SERVICE
from portal.api import lists, parameters
from portal.api.answers import answer
from portal.api.application import LIST, ONE, VERSION, Problem, api
from portal.api.description import described
from portal.api.lists import Page, Source, listed
from portal.api.words import TITLE

REQUIRED, OPTIONAL = ["required"], ["optional"]


class Publisher(TypedDict):
    name: str
    website: str


class About(TypedDict):
    version: str
    profile: str
    openapi_url: str
    description: str
    data_guide: str
    publisher: Publisher


@api.get(
    "/",
    response={200: About, 400: Problem},
    tags=REQUIRED,
    url_name="about",
    operation_id="getAPIMetaInformation",
)
def about(request: HttpRequest, asked: Query[parameters.InLanguage]) -> HttpResponseBase:
    guide = request.build_absolute_uri(reverse("open_data"))
    content: About = {
        "version": VERSION,
        "profile": guide,
        "openapi_url": request.build_absolute_uri(reverse("hsds:openapi")),
        "description": str(TITLE),
        "data_guide": guide,
        "publisher": {"name": "Verwijswijzer", "website": request.build_absolute_uri("/")},
    }
    return answer(request, content)


@api.get("/openapi.json", url_name="openapi", include_in_schema=False)
def openapi(request: HttpRequest, asked: Query[parameters.InLanguage]) -> HttpResponseBase:
    base = request.build_absolute_uri(reverse("hsds:about"))
    return answer(request, described(api, base))


@api.get(
    "/services",
    response={
        200: Page[shapes.Service] | Page[shapes.ServiceInList] | Page[shapes.MinimalService],
        **LIST,
    },
    tags=REQUIRED,
    url_name="services",
    operation_id="getPaginatedListOfServices",
)
def services(request: HttpRequest, asked: Query[parameters.Services]) -> HttpResponseBase:
    now = timezone.now()
    today = timezone.localdate(now)
    found = lists.desks(asked, now)
    if asked.minimal:
        source = Source(found, mapping.minimal_service, lambda rows: rows.moments_only(on=today))
    else:
        write = mapping.service if asked.full else mapping.service_in_list
        source = Source(
            found, partial(write, at=now), lambda rows: rows.with_directory_details(on=today)
        )
    return listed(request, asked, source, whole=asked.minimal)


@api.get(
    "/services/{id}",
    response={200: shapes.Service, **ONE},
    tags=REQUIRED,
    url_name="service",
    operation_id="getFullyNestedServiceById",
)
def service(
    request: HttpRequest, id: Path[UUID], asked: Query[parameters.InLanguage]
) -> HttpResponseBase:
    now = timezone.now()
    today = timezone.localdate(now)
    rows = Service.objects.in_directory(on=today)
    found = lists.found_by(SERVICE, id, rows.with_directory_details(on=today))
    return _one(request, found, partial(mapping.service, at=now))


@api.get(
    "/organizations",
    response={200: Page[shapes.Organization] | Page[shapes.OrganizationInService], **LIST},
    tags=OPTIONAL,
    url_name="organizations",
    operation_id="getPaginatedListOfOrganizations",
)
def organizations(request: HttpRequest, asked: Query[parameters.Organizations]) -> HttpResponseBase:
    now = timezone.now()
    found = lists.organisations(asked, now)
    return listed(request, asked, _organizations(found, asked, now))


@api.get(
    "/organizations/{id}",
    response={200: shapes.Organization, **ONE},
    tags=OPTIONAL,
    url_name="organization",
    operation_id="getFullyNestedOrganizationById",
)
def organization(
    request: HttpRequest, id: Path[UUID], asked: Query[parameters.WithServices]
) -> HttpResponseBase:
    whole = parameters.Organizations(full=True, full_service=asked.full_service)
    source = _organizations(Organisation.objects.visible_to(VISITOR), whole, timezone.now())
    found = lists.found_by(ORGANISATION, id, source.read(source.rows))
    return _one(request, found, source.write)


@api.get(
    "/taxonomies",
    response={200: Page[shapes.Taxonomy], **LIST},
    tags=OPTIONAL,
    url_name="taxonomies",
    operation_id="getPaginatedListOfTaxonomies",
)
def taxonomies(request: HttpRequest, asked: Query[parameters.Listed]) -> HttpResponseBase:
    found = lists.matching(
        vocabulary.taxonomies(), asked.search, lambda one: f"{one['name']} {one['description']}"
    )
    return listed(request, asked, Source(found, dict))


@api.get(
    "/taxonomies/{id}",
    response={200: shapes.Taxonomy, **ONE},
    tags=OPTIONAL,
    url_name="taxonomy",
    operation_id="getTaxonomyById",
)
def taxonomy(
    request: HttpRequest, id: Path[UUID], asked: Query[parameters.InLanguage]
) -> HttpResponseBase:
    found = [one for one in vocabulary.taxonomies() if one["id"] == str(id)]
    return _one(request, found[0] if found else None, dict)


@api.get(
    "/taxonomy_terms",
    response={200: Page[shapes.TaxonomyTerm], **LIST},
    tags=OPTIONAL,
    url_name="taxonomy_terms",
    operation_id="getPaginatedListOfTaxonomyTerms",
)
def taxonomy_terms(request: HttpRequest, asked: Query[parameters.Terms]) -> HttpResponseBase:
    found = [] if asked.parent_id else [term for _word, term in directory.terms()]
    if asked.taxonomy_id:
        found = [term for term in found if term["taxonomy_id"] == str(asked.taxonomy_id)]
    found = lists.matching(found, asked.search, lambda one: f"{one['name']} {one['description']}")
    return listed(request, asked, Source(found, dict))


@api.get(
    "/taxonomy_terms/{id}",
    response={200: shapes.TaxonomyTerm, **ONE},
    tags=OPTIONAL,
    url_name="taxonomy_term",
    operation_id="getTaxonomyTermById",
)
def taxonomy_term(
    request: HttpRequest, id: Path[UUID], asked: Query[parameters.InLanguage]
) -> HttpResponseBase:
    found = [term for word, term in directory.terms() if word.id == str(id)]
    return _one(request, found[0] if found else None, dict)


@api.get(
    "/service_at_locations",
    response={
        200: Page[shapes.ServiceAtLocation] | Page[shapes.ServiceAtLocationInList],
        **LIST,
    },
    tags=OPTIONAL,
    url_name="service_at_locations",
    operation_id="getPaginatedListOfServiceAtLocation",
)
def service_at_locations(
    request: HttpRequest, asked: Query[parameters.Followed]
) -> HttpResponseBase:
    now = timezone.now()
    today = timezone.localdate(now)
    write = mapping.service_at_location if asked.full else mapping.service_at_location_in_list
    source = Source(
        lists.addresses(asked, now), partial(write, at=now), lambda rows: rows.with_desks(on=today)
    )
    return listed(request, asked, source)


@api.get(
    "/service_at_locations/{id}",
    response={200: shapes.ServiceAtLocation, **ONE},
    tags=OPTIONAL,
    url_name="service_at_location",
    operation_id="getFullyNestedServiceAtLocationById",
)
def service_at_location(
    request: HttpRequest, id: Path[UUID], asked: Query[parameters.InLanguage]
) -> HttpResponseBase:
    now = timezone.now()
    rows = lists.addresses(parameters.Followed(), now)
    rows = rows.with_desks(on=timezone.localdate(now))
    write = partial(mapping.service_at_location, at=now)
    return _one(request, lists.found_by(AT_LOCATION, id, rows), write)


def _organizations(rows: Any, asked: parameters.Organizations, now: datetime) -> Source:
    if asked.full_service:
        write = partial(mapping.organization_with_services, at=now)
        desks = _desks_of_organisations(now)
        return Source(rows, write, lambda rows: rows.prefetch_related(desks))
    return Source(rows, mapping.organization if asked.full else mapping.organization_in_service)


def _desks_of_organisations(now: datetime) -> Any:
    today = timezone.localdate(now)
    desks = Service.objects.in_directory(on=today)
    return Prefetch("services", desks.with_directory_details(on=today).order_by("pk"))


def _one(request: HttpRequest, found: Any, write: Callable[[Any], Any]) -> HttpResponseBase:
    if found is None:
        raise Http404
    return answer(request, write(found))
