"""Our closed vocabularies as HSDS taxonomies and terms, and attributes that refer to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from knowledge.models import Audience, ExploitationForm, Service
from knowledge.models.contact_detail import ContactKind
from knowledge.models.organisation import OrganisationKind
from knowledge.models.service import ContactBy, Coverage
from knowledge.open_data.hsds.shapes import Attribute, Taxonomy, TaxonomyTerm
from knowledge.open_data.hsds.values import uid, without_empty
from knowledge.values.groups import Group

KIND, AUDIENCE, FORM = "kind", "audience", "form"
GROUP, PROPERTY, CONTACT = "group", "property", "contact"
RECORD, KEY = "record", "key"
CONFIRMED, UNREACHABLE, OPENING_HOURS = "confirmed", "unreachable", "opening_hours"

TAXONOMIES: dict[str, tuple[Promise, Promise]] = {
    KIND: (_("Kind of organisation"), _("What kind of organisation runs a desk.")),
    AUDIENCE: (_("Audience"), _("The professions a desk is intended for; none means everyone.")),
    FORM: (_("Form of exploitation"), _("Forms of sexual exploitation of boys.")),
    GROUP: (_("Group"), _("Groups of boys, from a fixed list, that a desk is not for.")),
    PROPERTY: (_("Property"), _("What is known about a desk; what is not known is left out.")),
    CONTACT: (_("Contact detail"), _("What is known about one way to contact a desk.")),
    RECORD: (_("Record"), _("What permanently identifies a record, wherever it is used.")),
}

PROPERTIES: dict[str, str | Promise] = {
    "boys_and_men": _("open to boys and men"),
    "no_boys_and_men": _("not for boys and men"),
    "by_professional": _("the professional makes contact"),
    "by_victim": _("the boy himself makes contact"),
    "anonymous": _("anonymous contact possible"),
    "not_anonymous": _("anonymous contact not possible"),
    "free": _("free of charge"),
    "not_free": _("not free of charge"),
    **dict(Coverage.choices),
}
ABOUT_CONTACT: dict[str, str | Promise] = {
    **{
        kind.value: kind.label for kind in (ContactKind.CHAT, ContactKind.FORM, ContactKind.WEBSITE)
    },
    CONFIRMED: _("found to be right on this day"),
    UNREACHABLE: _("could not be reached on this day"),
    OPENING_HOURS: _("opening hours in OpenStreetMap notation"),
}
_FIXED: dict[str, dict[str, str | Promise]] = {
    KIND: dict(OrganisationKind.choices),
    GROUP: dict(Group.choices),
    PROPERTY: PROPERTIES,
    CONTACT: ABOUT_CONTACT,
    RECORD: {KEY: _("permanent key from which the identifier is derived")},
}
_URIS = {OPENING_HOURS: "https://wiki.openstreetmap.org/wiki/Key:opening_hours"}


@dataclass(frozen=True, slots=True)
class TermKey:
    """Identifies a term: its taxonomy and its code."""

    taxonomy: str
    code: str

    @property
    def id(self) -> str:
        return uid("taxonomy_term", self.taxonomy, self.code)


def taxonomy(code: str) -> Taxonomy:
    name, description = TAXONOMIES[code]
    values = {"id": uid("taxonomy", code), "name": str(name), "description": str(description)}
    return Taxonomy(**values)  # type: ignore[typeddict-item]


def taxonomies() -> list[Taxonomy]:
    return [taxonomy(code) for code in TAXONOMIES]


def terms(
    audiences: Iterable[Audience], forms: Iterable[ExploitationForm]
) -> Iterator[tuple[TermKey, TaxonomyTerm]]:
    """Every term with its taxonomy: the fixed ones, and those of these rows."""
    for name, labels in _FIXED.items():
        for code in labels:
            yield _with_taxonomy(TermKey(name, code), fixed_term(TermKey(name, code)))
    for audience in audiences:
        yield _with_taxonomy(TermKey(AUDIENCE, audience.slug), audience_term(audience))
    for form in forms:
        key = TermKey(FORM, form.slug)
        yield _with_taxonomy(key, _term(key, form.name, form.summary))


def fixed_term(key: TermKey) -> TaxonomyTerm:
    return _term(key, str(_FIXED[key.taxonomy][key.code]))


def audience_term(audience: Audience) -> TaxonomyTerm:
    return _term(TermKey(AUDIENCE, audience.slug), audience.name)


def attribute(
    term: TaxonomyTerm, link_type: str, entity: str, link: str, value: str = ""
) -> Attribute:
    """Attribute that applies `term` to the `entity` with the identifier `link`."""
    mapped: Attribute = without_empty(
        id=uid("attribute", link, term["id"], link_type),
        link_type=link_type,
        link_entity=entity,
        value=value,
        taxonomy_term=term,
    )
    return mapped


def permanent_key(entity: str, link: str, slug: str) -> Attribute:
    """Lets another installation give the record the same key, and so the same identifier."""
    return attribute(fixed_term(TermKey(RECORD, KEY)), KEY, entity, link, slug)


def property_codes(service: Service) -> Iterator[str]:
    """Codes of `PROPERTIES` that apply to a service."""
    for known, yes, no in (
        (service.open_to_men_and_boys, "boys_and_men", "no_boys_and_men"),
        (service.anonymous, "anonymous", "not_anonymous"),
        (service.free, "free", "not_free"),
    ):
        if known is not None:
            yield yes if known else no
    if service.contact_by != ContactBy.VICTIM:
        yield "by_professional"
    if service.contact_by != ContactBy.PROFESSIONAL:
        yield "by_victim"
    yield service.coverage


def _term(key: TermKey, name: str, description: str = "") -> TaxonomyTerm:
    term: TaxonomyTerm = without_empty(
        id=key.id,
        code=key.code,
        name=name,
        description=description or name,
        taxonomy=str(TAXONOMIES[key.taxonomy][0]),
        taxonomy_id=uid("taxonomy", key.taxonomy),
        language=get_language(),
        term_uri=_URIS.get(key.code),
    )
    return term


def _with_taxonomy(key: TermKey, term: TaxonomyTerm) -> tuple[TermKey, TaxonomyTerm]:
    return key, {**term, "taxonomy_detail": taxonomy(key.taxonomy)}
