"""In the API a hidden record gives the same response as one that never existed."""

import itertools

import pytest

from knowledge.models import Audience, ContactDetail, ExploitationForm, Organisation, Service
from knowledge.open_data.hsds.values import AT_LOCATION, ORGANISATION, SERVICE, uid
from tests.portal.api.addresses import NEVER
from tests.portal.hidden_entries import SLUG, TEXT, hide_everywhere, hiding_states, slug_of

pytestmark = [pytest.mark.django_db, pytest.mark.walk]

BASE = "/api/hsds"


def questions():
    """Every URL that names a hidden record, with the identifier in it."""
    for state, language in itertools.product(hiding_states(), ("nl", "en")):
        keys = {
            "service": uid(SERVICE, slug_of(state, Service)),
            "ofhidden": uid(SERVICE, f"{SLUG}-{state}-ofhidden"),
            "organization": uid(ORGANISATION, slug_of(state, Organisation)),
            "address": uid(AT_LOCATION, slug_of(state, ContactDetail)),
            "audience": uid("taxonomy_term", "audience", slug_of(state, Audience)),
            "form": uid("taxonomy_term", "form", slug_of(state, ExploitationForm)),
        }
        for question in (
            "services/{service}",
            "services/{ofhidden}",
            "organizations/{organization}",
            "organizations/{organization}?full_service=true",
            "service_at_locations/{address}",
            "taxonomy_terms/{audience}",
            "taxonomy_terms/{form}",
            "services?organization_id={organization}",
            "services?taxonomy_term_id={audience}",
            "service_at_locations?organization_id={organization}",
            "organizations?taxonomy_term_id={form}",
        ):
            glue = "&" if "?" in question else "?"
            whole = f"{BASE}/{question}{glue}lang={language}"
            yield whole.format(**keys), whole.format(**dict.fromkeys(keys, NEVER))


def test_a_hidden_identifier_is_as_one_that_never_was(client, client_of):
    hide_everywhere()
    never = {
        address: client.get(address) for address in {absent for _hidden, absent in questions()}
    }
    for visitor in (client, client_of("administrator")):
        for hidden, absent in questions():
            one, other = visitor.get(hidden), never[absent]
            assert TEXT not in one.content.decode(), hidden
            assert SLUG not in one.content.decode(), hidden
            assert (one.status_code, one.content) == (other.status_code, other.content), hidden


def test_hiding_changes_no_moment_and_no_count(client):
    asked = [
        f"{BASE}/{question}lang={language}"
        for language in ("nl", "en")
        for question in ("services?minimal=true&", "services?full=true&", "taxonomy_terms?")
    ]
    before = [client.get(address).getvalue() for address in asked]
    hide_everywhere()
    assert [client.get(address).getvalue() for address in asked] == before
