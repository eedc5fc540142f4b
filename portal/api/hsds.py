"""Endpoints below /api/hsds/; `knowledge.open_data.hsds` builds what they return."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.conf import settings
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
from portal.api.application import LIST, ONE, VERSION, Problem, api
from portal.api.description import openapi_description
from portal.api.lists import Page, RecordSource, list_response, whole_list_response
from portal.api.reference_texts import TITLE
from portal.api.responses import json_response

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
def about(request: HttpRequest, query: Query[parameters.InLanguage]) -> HttpResponseBase:
    guide = settings.SITE_URL + reverse("open_data")
    content: About = {
        "version": VERSION,
        "profile": guide,
        "openapi_url": settings.SITE_URL + reverse("hsds:openapi"),
        "description": str(TITLE),
        "data_guide": guide,
        "publisher": {"name": "Verwijswijzer", "website": f"{settings.SITE_URL}/"},
    }
    return json_response(request, content)


@api.get("/openapi.json", url_name="openapi", include_in_schema=False)
def openapi(request: HttpRequest, query: Query[parameters.InLanguage]) -> HttpResponseBase:
    base = settings.SITE_URL + reverse("hsds:about")
    return json_response(request, openapi_description(api, base))


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
def services(request: HttpRequest, query: Query[parameters.Services]) -> HttpResponseBase:
    now = timezone.now()
    today = timezone.localdate(now)
    rows = lists.services(query, now)
    if query.minimal:
        source = RecordSource(
            rows,
            mapping.minimal_service,
            lambda rows: rows.only_modification_times(on=today),
            batch=lists.SMALL,
        )
        return whole_list_response(request, query, source, now)
    write = mapping.service if query.full else mapping.service_in_list
    source = RecordSource(
        rows, partial(write, at=now), lambda rows: rows.with_directory_details(on=today)
    )
    return list_response(request, query, source)


@api.get(
    "/services/{id}",
    response={200: shapes.Service, **ONE},
    tags=REQUIRED,
    url_name="service",
    operation_id="getFullyNestedServiceById",
)
def service(
    request: HttpRequest, id: Path[UUID], query: Query[parameters.InLanguage]
) -> HttpResponseBase:
    now = timezone.now()
    today = timezone.localdate(now)
    rows = Service.objects.in_directory(on=today)
    row = lists.find_by_id(SERVICE, id, rows.with_directory_details(on=today))
    return _detail(request, row, partial(mapping.service, at=now))


@api.get(
    "/organizations",
    response={200: Page[shapes.Organization] | Page[shapes.OrganizationInService], **LIST},
    tags=OPTIONAL,
    url_name="organizations",
    operation_id="getPaginatedListOfOrganizations",
)
def organizations(request: HttpRequest, query: Query[parameters.Organizations]) -> HttpResponseBase:
    now = timezone.now()
    rows = lists.organisations(query, now)
    return list_response(request, query, _organizations(rows, query, now))


@api.get(
    "/organizations/{id}",
    response={200: shapes.Organization, **ONE},
    tags=OPTIONAL,
    url_name="organization",
    operation_id="getFullyNestedOrganizationById",
)
def organization(
    request: HttpRequest, id: Path[UUID], query: Query[parameters.WithServices]
) -> HttpResponseBase:
    full = parameters.Organizations(full=True, full_service=query.full_service)
    source = _organizations(Organisation.objects.visible_to(VISITOR), full, timezone.now())
    row = lists.find_by_id(ORGANISATION, id, source.read(source.rows))
    return _detail(request, row, source.write)


@api.get(
    "/taxonomies",
    response={200: Page[shapes.Taxonomy], **LIST},
    tags=OPTIONAL,
    url_name="taxonomies",
    operation_id="getPaginatedListOfTaxonomies",
)
def taxonomies(request: HttpRequest, query: Query[parameters.Listed]) -> HttpResponseBase:
    records = lists.containing(vocabulary.taxonomies(), query.search, _name_and_description)
    return list_response(request, query, RecordSource(records, dict))


@api.get(
    "/taxonomies/{id}",
    response={200: shapes.Taxonomy, **ONE},
    tags=OPTIONAL,
    url_name="taxonomy",
    operation_id="getTaxonomyById",
)
def taxonomy(
    request: HttpRequest, id: Path[UUID], query: Query[parameters.InLanguage]
) -> HttpResponseBase:
    records = (record for record in vocabulary.taxonomies() if record["id"] == str(id))
    return _detail(request, next(records, None), dict)


@api.get(
    "/taxonomy_terms",
    response={200: Page[shapes.TaxonomyTerm], **LIST},
    tags=OPTIONAL,
    url_name="taxonomy_terms",
    operation_id="getPaginatedListOfTaxonomyTerms",
)
def taxonomy_terms(request: HttpRequest, query: Query[parameters.Terms]) -> HttpResponseBase:
    terms = [] if query.parent_id else [term for _key, term in directory.terms()]
    if query.taxonomy_id:
        terms = [term for term in terms if term["taxonomy_id"] == str(query.taxonomy_id)]
    terms = lists.containing(terms, query.search, _name_and_description)
    return list_response(request, query, RecordSource(terms, dict))


@api.get(
    "/taxonomy_terms/{id}",
    response={200: shapes.TaxonomyTerm, **ONE},
    tags=OPTIONAL,
    url_name="taxonomy_term",
    operation_id="getTaxonomyTermById",
)
def taxonomy_term(
    request: HttpRequest, id: Path[UUID], query: Query[parameters.InLanguage]
) -> HttpResponseBase:
    terms = (term for key, term in directory.terms() if key.id == str(id))
    return _detail(request, next(terms, None), dict)


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
    request: HttpRequest, query: Query[parameters.Followed]
) -> HttpResponseBase:
    now = timezone.now()
    today = timezone.localdate(now)
    write = mapping.service_at_location if query.full else mapping.service_at_location_in_list
    rows = lists.service_addresses(query, now)
    source = RecordSource(rows, partial(write, at=now), lambda rows: rows.with_desks(on=today))
    return list_response(request, query, source)


@api.get(
    "/service_at_locations/{id}",
    response={200: shapes.ServiceAtLocation, **ONE},
    tags=OPTIONAL,
    url_name="service_at_location",
    operation_id="getFullyNestedServiceAtLocationById",
)
def service_at_location(
    request: HttpRequest, id: Path[UUID], query: Query[parameters.InLanguage]
) -> HttpResponseBase:
    now = timezone.now()
    rows = lists.service_addresses(parameters.Followed(), now)
    rows = rows.with_desks(on=timezone.localdate(now))
    write = partial(mapping.service_at_location, at=now)
    return _detail(request, lists.find_by_id(AT_LOCATION, id, rows), write)


def _organizations(rows: Any, query: parameters.Organizations, now: datetime) -> RecordSource:
    if query.full_service:
        write = partial(mapping.organization_with_services, at=now)
        services = _services_of_organisations(now)
        return RecordSource(
            rows, write, lambda rows: rows.prefetch_related(services), batch=lists.LARGE
        )
    return RecordSource(
        rows, mapping.organization if query.full else mapping.organization_in_service
    )


def _services_of_organisations(now: datetime) -> Prefetch:
    today = timezone.localdate(now)
    rows = Service.objects.in_directory(on=today)
    return Prefetch("services", rows.with_directory_details(on=today).order_by("pk"))


def _name_and_description(record: Mapping[str, Any]) -> str:
    return f"{record['name']} {record['description']}"


def _detail(request: HttpRequest, row: Any, write: Callable[[Any], Any]) -> HttpResponseBase:
    if row is None:
        raise Http404
    return json_response(request, write(row))
