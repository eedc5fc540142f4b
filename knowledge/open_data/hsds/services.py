"""A desk as a service of the standard, an organisation as an organization."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from knowledge import models
from knowledge.models import ContactDetail, Organisation
from knowledge.models.contact import ContactKind
from knowledge.open_data.hsds import contacts
from knowledge.open_data.hsds.areas import service_areas
from knowledge.open_data.hsds.schedules import schedules
from knowledge.open_data.hsds.shapes import (
    Attribute,
    Language,
    LocationInService,
    MinimalService,
    Organization,
    OrganizationInService,
    Service,
    ServiceAtLocation,
    ServiceAtLocationInList,
    ServiceInList,
)
from knowledge.open_data.hsds.values import (
    AT_LOCATION,
    LOCATION,
    ORGANISATION,
    SERVICE,
    filled,
    moment,
    paragraphs,
    uid,
    web_address,
)
from knowledge.open_data.hsds.vocabulary import (
    GROUP,
    KIND,
    PROPERTIES,
    PROPERTY,
    Word,
    attribute,
    audience_term,
    fixed_term,
    permanent_key,
    words_of,
)
from knowledge.values.groups import Group


def minimal_service(desk: models.Service) -> MinimalService:
    return {"id": uid(SERVICE, desk.slug), "modified_date": moment(desk.last_modified)}


def service_in_list(desk: models.Service, at: datetime) -> ServiceInList:
    """Without lists. Needs `with_directory_details`; `at` is now.

    Of a desk that is no longer public only that it is gone, under the name that it had.
    """
    if not desk.is_active:
        return _inactive(desk)
    details = _details(desk)
    first = {detail.kind: detail.value for detail in reversed(details)}
    assured = contacts.assured_date(details, at)
    made: ServiceInList = filled(
        id=uid(SERVICE, desk.slug),
        name=desk.name,
        description=paragraphs(desk.summary, desk.description),
        url=web_address(first.get(ContactKind.WEBSITE, "")),
        email=first.get(ContactKind.EMAIL),
        status="active",
        application_process=paragraphs(desk.how_to_reach, desk.after_contact),
        fees_description=_fees(desk),
        eligibility_description=paragraphs("\n".join(_eligibility(desk)), desk.not_for),
        minimum_age=desk.min_age,
        maximum_age=desk.max_age,
        assured_date=assured.isoformat() if assured else None,
        alert=contacts.alert(details, at),
        last_modified=moment(desk.last_modified),
        organization=organization_in_service(desk.organisation),
    )
    return made


def _inactive(desk: models.Service) -> ServiceInList:
    return {
        "id": uid(SERVICE, desk.slug),
        "name": desk.trace.name,
        "status": "inactive",
        "last_modified": moment(desk.last_modified),
    }


def service(desk: models.Service, at: datetime) -> Service:
    """With everything. Needs `with_directory_details`; `at` is now."""
    in_list = service_in_list(desk, at)
    if not desk.is_active:
        return Service(**in_list)
    details = _details(desk)
    by_kind = {kind: [one for one in details if one.kind == kind] for kind in ContactKind.values}
    web = [one for one in details if one.kind in contacts.WEB]
    # As in the lists of this answer: who has only those puts the schedules in the same order.
    reached = [*by_kind[ContactKind.PHONE], *web, *by_kind[ContactKind.EMAIL]]
    whole: Service = in_list | filled(
        additional_urls=[contacts.url(one, at) for one in web],
        phones=[contacts.phone(one, at) for one in by_kind[ContactKind.PHONE]],
        schedules=[made for one in reached for made in schedules(one)],
        service_areas=service_areas(desk),
        service_at_locations=[_at(one, at) for one in by_kind[ContactKind.ADDRESS]],
        languages=_languages(desk),
        organization=organization(desk.organisation),
        contacts=[contacts.contact(one, at) for one in by_kind[ContactKind.EMAIL]],
        attributes=_attributes(desk),
    )
    return whole


def organization_in_service(organisation: Organisation) -> OrganizationInService:
    made: OrganizationInService = filled(
        id=uid(ORGANISATION, organisation.slug),
        name=organisation.name,
        alternate_name=organisation.abbreviation,
        description=paragraphs(organisation.summary, organisation.description),
        website=web_address(organisation.website),
    )
    return made


def organization(organisation: Organisation) -> Organization:
    link = uid(ORGANISATION, organisation.slug)
    kind = attribute(fixed_term(Word(KIND, organisation.kind)), KIND, "organization", link)
    key = permanent_key("organization", link, organisation.slug)
    made: Organization = {**organization_in_service(organisation), "attributes": [kind, key]}
    return made


def organization_with_services(organisation: Organisation, at: datetime) -> Organization:
    """With its desks, as `full_service` asks. Needs those with `with_directory_details`."""
    desks = [service(desk, at) for desk in organisation.services.all()]
    return {**organization(organisation), "services": desks}


def service_at_location_in_list(detail: ContactDetail, at: datetime) -> ServiceAtLocationInList:
    """One address of a desk. Needs its desk with `with_directory_details`."""
    made: ServiceAtLocationInList = {
        "id": uid(AT_LOCATION, detail.slug),
        "service_id": uid(SERVICE, detail.service.slug),
        "location_id": uid(LOCATION, detail.slug),
        "location": contacts.location(detail, at),
        "service": service_in_list(detail.service, at),
    }
    return made | filled(description=detail.service.summary)


def service_at_location(detail: ContactDetail, at: datetime) -> ServiceAtLocation:
    made: ServiceAtLocation = service_at_location_in_list(detail, at) | filled(
        schedules=schedules(detail), service_areas=service_areas(detail.service)
    )
    return made


def _at(detail: ContactDetail, at: datetime) -> LocationInService:
    made: LocationInService = filled(
        id=uid(AT_LOCATION, detail.slug),
        location_id=uid(LOCATION, detail.slug),
        location=contacts.location(detail, at),
        schedules=schedules(detail),
    )
    return made


def _details(desk: models.Service) -> list[ContactDetail]:
    return list(desk.contact_details.all())


def _fees(desk: models.Service) -> str:
    if desk.free is None:
        return ""
    return _("Free of charge.") if desk.free else _("Not free of charge.")


def _eligibility(desk: models.Service) -> Iterator[str]:
    """What is known of whom it is for, a line each; the ages stand in fields of their own."""
    if desk.open_to_men_and_boys is not None:
        yes, no = _("Boys and men can come."), _("Not for boys and men.")
        yield yes if desk.open_to_men_and_boys else no
    yield _("Who makes contact: %(who)s.") % {"who": desk.get_contact_by_display()}
    if desk.anonymous is not None:
        yes, no = _("Anonymous is possible."), _("Anonymous is not possible.")
        yield yes if desk.anonymous else no


def _attributes(desk: models.Service) -> list[Attribute]:
    link = uid(SERVICE, desk.slug)
    kind = fixed_term(Word(KIND, desk.organisation.kind))
    properties = [fixed_term(Word(PROPERTY, code)) for code in words_of(desk) if code in PROPERTIES]
    groups = [one for one in desk.not_for_groups.split() if one in Group.values]
    return [
        attribute(kind, KIND, SERVICE, link),
        permanent_key(SERVICE, link, desk.slug),
        *(attribute(audience_term(one), "for", SERVICE, link) for one in desk.audiences.all()),
        *(attribute(fixed_term(Word(GROUP, one)), "not_for", SERVICE, link) for one in groups),
        *(attribute(term, PROPERTY, SERVICE, link) for term in properties),
    ]


def _languages(desk: models.Service) -> list[Language]:
    return [
        filled(id=uid("language", desk.slug, code), code=code, name=_language_name(code))
        for code in dict.fromkeys(desk.languages.split())
    ]


def _language_name(code: str) -> str:
    """In the language of the page; empty for a language that Django has no name for."""
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return ""
