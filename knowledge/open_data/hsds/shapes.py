"""Types of the HSDS objects that the mapping produces, with only the fields that we fill.

Fields without a value are left out, never null. The names are those of the standard.
"""

from typing import NotRequired

from typing_extensions import TypedDict


class Taxonomy(TypedDict):
    id: str
    name: str
    description: str


class TaxonomyTerm(TypedDict):
    id: str
    code: str
    name: str
    description: str
    taxonomy: str
    taxonomy_id: str
    language: str
    taxonomy_detail: NotRequired[Taxonomy]
    term_uri: NotRequired[str]


class Attribute(TypedDict):
    id: str
    link_type: str
    link_entity: str
    taxonomy_term: TaxonomyTerm
    value: NotRequired[str]


class Phone(TypedDict):
    id: str
    number: str
    type: str
    extension: NotRequired[int]
    description: NotRequired[str]
    attributes: NotRequired[list[Attribute]]


class Url(TypedDict):
    id: str
    url: str
    label: NotRequired[str]
    attributes: NotRequired[list[Attribute]]


class Contact(TypedDict):
    id: str
    email: str
    name: NotRequired[str]
    attributes: NotRequired[list[Attribute]]


class Schedule(TypedDict):
    id: str
    description: str
    attending_type: str
    notes: str
    valid_from: NotRequired[str]
    valid_to: NotRequired[str]
    freq: NotRequired[str]
    byday: NotRequired[str]
    byweekno: NotRequired[str]
    opens_at: NotRequired[str]
    closes_at: NotRequired[str]
    attributes: NotRequired[list[Attribute]]


class ServiceArea(TypedDict):
    id: str
    name: str
    uri: str
    description: NotRequired[str]
    extent: NotRequired[str]
    extent_type: NotRequired[str]


class Language(TypedDict):
    id: str
    code: str
    name: NotRequired[str]


class Location(TypedDict):
    id: str
    location_type: str
    name: str
    description: NotRequired[str]
    attributes: NotRequired[list[Attribute]]


class OrganizationInService(TypedDict):
    """An organization without its lists."""

    id: str
    name: str
    description: str
    alternate_name: NotRequired[str]
    website: NotRequired[str]


class Organization(OrganizationInService):
    attributes: NotRequired[list[Attribute]]
    services: NotRequired[list["Service"]]
    """Only with full_service; in the text of the standard, not in its schema."""


class ServiceInList(TypedDict):
    """A service without its lists. An inactive one has only id, name, status, last_modified."""

    id: str
    name: str
    status: str
    last_modified: str
    description: NotRequired[str]
    url: NotRequired[str]
    email: NotRequired[str]
    application_process: NotRequired[str]
    fees_description: NotRequired[str]
    eligibility_description: NotRequired[str]
    minimum_age: NotRequired[int]
    maximum_age: NotRequired[int]
    assured_date: NotRequired[str]
    alert: NotRequired[str]
    organization: NotRequired[OrganizationInService]


class MinimalService(TypedDict):
    """The response to `minimal`; `modified_date` is the name in the text of the standard."""

    id: str
    modified_date: str


class ServiceAtLocationInList(TypedDict):
    id: str
    service_id: str
    location_id: str
    location: Location
    service: ServiceInList
    description: NotRequired[str]


class ServiceAtLocation(ServiceAtLocationInList):
    schedules: NotRequired[list[Schedule]]
    service_areas: NotRequired[list[ServiceArea]]


class Service(ServiceInList):
    additional_urls: NotRequired[list[Url]]
    phones: NotRequired[list[Phone]]
    schedules: NotRequired[list[Schedule]]
    service_areas: NotRequired[list[ServiceArea]]
    service_at_locations: NotRequired[list["LocationInService"]]
    languages: NotRequired[list[Language]]
    contacts: NotRequired[list[Contact]]
    attributes: NotRequired[list[Attribute]]


class LocationInService(TypedDict):
    """A service at a location, within that service."""

    id: str
    location_id: str
    location: Location
    description: NotRequired[str]
    schedules: NotRequired[list[Schedule]]
