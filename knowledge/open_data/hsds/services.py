"""Maps desks to HSDS services and organisations to organizations."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from knowledge.models import ContactDetail, Organisation, Service
from knowledge.models.contact_detail import ContactKind
from knowledge.open_data.hsds import contacts, shapes
from knowledge.open_data.hsds.areas import service_areas
from knowledge.open_data.hsds.schedules import schedules
from knowledge.open_data.hsds.values import (
    AT_LOCATION,
    LOCATION,
    ORGANISATION,
    SERVICE,
    day_of,
    paragraphs,
    timestamp,
    uid,
    web_address,
    without_empty,
)
from knowledge.open_data.hsds.vocabulary import (
    GROUP,
    KIND,
    PROPERTIES,
    PROPERTY,
    TermKey,
    attribute,
    audience_term,
    fixed_term,
    permanent_key,
    property_codes,
)
from knowledge.values.groups import Group


def minimal_service(desk: Service) -> shapes.MinimalService:
    return {"id": uid(SERVICE, desk.slug), "modified_date": timestamp(desk.last_modified)}


def service_in_list(desk: Service, at: datetime) -> shapes.ServiceInList:
    """A service without its lists. Needs `with_directory_details`; `at` is now.

    A desk that is no longer public has only its last public name and the status inactive.
    """
    if not desk.is_active:
        return _inactive(desk)
    details = _details(desk)
    first = {detail.kind: detail.value for detail in reversed(details)}
    assured = contacts.assured_date(details, at)
    mapped: shapes.ServiceInList = without_empty(
        id=uid(SERVICE, desk.slug),
        name=desk.name,
        description=paragraphs(desk.summary, desk.description),
        url=web_address(first.get(ContactKind.WEBSITE, "")),
        email=first.get(ContactKind.EMAIL),
        status="active",
        application_process=paragraphs(desk.how_to_reach, desk.after_contact),
        fees_description=_fees(desk),
        eligibility_description=paragraphs("\n".join(_eligibility(desk)), _not_for(desk)),
        minimum_age=desk.min_age,
        maximum_age=desk.max_age,
        assured_date=assured.isoformat() if assured else None,
        alert=contacts.alert(details, at),
        last_modified=timestamp(desk.last_modified),
        organization=organization_in_service(desk.organisation),
    )
    return mapped


def _inactive(desk: Service) -> shapes.ServiceInList:
    return {
        "id": uid(SERVICE, desk.slug),
        "name": desk.trace.name,
        "status": "inactive",
        "last_modified": timestamp(desk.last_modified),
    }


def service(desk: Service, at: datetime) -> shapes.Service:
    """A service with all of its lists. Needs `with_directory_details`; `at` is now."""
    in_list = service_in_list(desk, at)
    if not desk.is_active:
        return shapes.Service(**in_list)
    details = _details(desk)
    by_kind = {
        kind: [detail for detail in details if detail.kind == kind] for kind in ContactKind.values
    }
    web = [detail for detail in details if detail.kind in contacts.WEB]
    # In the order of the lists of this object, so that a reader of the tables can rebuild it.
    ordered = [*by_kind[ContactKind.PHONE], *web, *by_kind[ContactKind.EMAIL]]
    full: shapes.Service = in_list | without_empty(
        additional_urls=[contacts.url(detail, at) for detail in web],
        phones=[contacts.phone(detail, at) for detail in by_kind[ContactKind.PHONE]],
        schedules=[schedule for detail in ordered for schedule in schedules(detail, day_of(at))],
        service_areas=service_areas(desk),
        service_at_locations=[_at_location(detail, at) for detail in by_kind[ContactKind.ADDRESS]],
        languages=_languages(desk),
        organization=organization(desk.organisation),
        contacts=[contacts.contact(detail, at) for detail in by_kind[ContactKind.EMAIL]],
        attributes=_attributes(desk),
    )
    return full


def organization_in_service(organisation: Organisation) -> shapes.OrganizationInService:
    mapped: shapes.OrganizationInService = without_empty(
        id=uid(ORGANISATION, organisation.slug),
        name=organisation.name,
        alternate_name=organisation.abbreviation,
        description=paragraphs(organisation.summary, organisation.description),
        website=web_address(organisation.website),
    )
    return mapped


def organization(organisation: Organisation) -> shapes.Organization:
    link = uid(ORGANISATION, organisation.slug)
    kind = attribute(fixed_term(TermKey(KIND, organisation.kind)), KIND, "organization", link)
    key = permanent_key("organization", link, organisation.slug)
    mapped: shapes.Organization = {
        **organization_in_service(organisation),
        "attributes": [kind, key],
    }
    return mapped


def organization_with_services(organisation: Organisation, at: datetime) -> shapes.Organization:
    """An organization with its services, for `full_service`. Needs `with_directory_details`."""
    desks = [service(desk, at) for desk in organisation.services.all()]
    return {**organization(organisation), "services": desks}


def service_at_location_in_list(
    detail: ContactDetail, at: datetime
) -> shapes.ServiceAtLocationInList:
    """One address of a desk. Needs the desk with `with_directory_details`."""
    mapped: shapes.ServiceAtLocationInList = {
        "id": uid(AT_LOCATION, detail.slug),
        "service_id": uid(SERVICE, detail.service.slug),
        "location_id": uid(LOCATION, detail.slug),
        "location": contacts.location(detail, at),
        "service": service_in_list(detail.service, at),
    }
    return mapped | without_empty(description=detail.service.summary)


def service_at_location(detail: ContactDetail, at: datetime) -> shapes.ServiceAtLocation:
    mapped: shapes.ServiceAtLocation = service_at_location_in_list(detail, at) | without_empty(
        schedules=schedules(detail, day_of(at)), service_areas=service_areas(detail.service)
    )
    return mapped


def _at_location(detail: ContactDetail, at: datetime) -> shapes.LocationInService:
    mapped: shapes.LocationInService = without_empty(
        id=uid(AT_LOCATION, detail.slug),
        location_id=uid(LOCATION, detail.slug),
        location=contacts.location(detail, at),
        schedules=schedules(detail, day_of(at)),
    )
    return mapped


def _details(desk: Service) -> list[ContactDetail]:
    return list(desk.contact_details.all())


def _fees(desk: Service) -> str:
    if desk.free is None:
        return ""
    return _("Free of charge.") if desk.free else _("Not free of charge.")


def _eligibility(desk: Service) -> Iterator[str]:
    """Sentences about eligibility; the ages have their own fields."""
    if desk.open_to_men_and_boys is not None:
        yes, no = _("Open to boys and men."), _("Not for boys and men.")
        yield yes if desk.open_to_men_and_boys else no
    yield _("Who makes contact: %(who)s.") % {"who": desk.get_contact_by_display()}
    if desk.anonymous is not None:
        yes, no = _("Anonymous contact is possible."), _("Anonymous contact is not possible.")
        yield yes if desk.anonymous else no


def _not_for(desk: Service) -> str:
    """With its label: without it, the text would read as for whom the desk is."""
    return f"{_('Not for:')} {desk.not_for}" if desk.not_for else ""


def _attributes(desk: Service) -> list[shapes.Attribute]:
    link = uid(SERVICE, desk.slug)
    kind = fixed_term(TermKey(KIND, desk.organisation.kind))
    properties = [
        fixed_term(TermKey(PROPERTY, code)) for code in property_codes(desk) if code in PROPERTIES
    ]
    groups = [code for code in desk.not_for_groups.split() if code in Group.values]
    return [
        attribute(kind, KIND, SERVICE, link),
        permanent_key(SERVICE, link, desk.slug),
        *(
            attribute(audience_term(audience), "for", SERVICE, link)
            for audience in desk.audiences.all()
        ),
        *(attribute(fixed_term(TermKey(GROUP, code)), "not_for", SERVICE, link) for code in groups),
        *(attribute(term, PROPERTY, SERVICE, link) for term in properties),
    ]


def _languages(desk: Service) -> list[shapes.Language]:
    return [
        without_empty(id=uid("language", desk.slug, code), code=code, name=_language_name(code))
        for code in dict.fromkeys(desk.languages.split())
    ]


def _language_name(code: str) -> str:
    """Name in the active language; empty when Django has none."""
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return ""
