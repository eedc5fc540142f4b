"""The API as a client sees it: responses, errors and caching."""

import json
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from knowledge.models import Audience, ContactDetail, Organisation, PublicTrace, Service, Status
from knowledge.open_data.hsds.values import ORGANISATION, SERVICE, uid
from tests.knowledge.open_data.hsds.standard import errors_in
from tests.portal.api.addresses import an_address

pytestmark = pytest.mark.django_db

BASE = "/api/hsds"
LISTS = {
    "services": ("service", ""),
    "services?full=true": ("service", ""),
    "organizations": ("organization", ""),
    "organizations?full_service=true": ("organization", ""),
    "taxonomies": ("taxonomy", ""),
    "taxonomy_terms": ("taxonomy_term", ""),
    "service_at_locations": ("service_at_location", ""),
    "service_at_locations?full=true": ("service_at_location", ""),
}


def got(client, question="", **headers):
    response = client.get(f"{BASE}/{question}", headers=headers)
    assert response.status_code == 200
    return json.loads(response.getvalue())


def ids(page):
    return {one["id"] for one in page["contents"]}


@pytest.mark.walk
@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("question", LISTS)
def test_every_record_of_every_list_is_as_the_standard_wants_it(client, shared, question, language):
    an_address()
    noun, wrong = LISTS[question][0], []
    glue = "&" if "?" in question else "?"
    page = got(client, f"{question}{glue}per_page=100&lang={language}")
    assert page["contents"], question
    for record in page["contents"]:
        wrong += errors_in(shared, noun, record)
        one = got(client, f"{question.split('?')[0]}/{record['id']}?lang={language}")
        wrong += errors_in(shared, noun, one)
        assert one["id"] == record["id"]
        assert one.get("name") == record.get("name")
    assert wrong == []


def test_what_it_is(client):
    said = got(client)
    assert said["version"] == "3.2"
    assert said["openapi_url"] == "http://testserver/api/hsds/openapi.json"
    assert client.get(said["openapi_url"]).json()["openapi"].startswith("3.1")
    assert client.get(said["profile"]).status_code == 200


def test_pages_together_are_the_whole_and_say_where_they_are(client):
    whole = got(client, "services?per_page=100")
    total = whole["total_items"]
    size = total // 2 - 1  # so that the third page is the last and not full
    first, second, last = (
        got(client, f"services?per_page={size}&page={number}") for number in (1, 2, 3)
    )
    assert total == Service.objects.published().count()
    assert [*first["contents"], *second["contents"], *last["contents"]] == whole["contents"]
    assert (first["first_page"], first["last_page"], first["size"]) == (True, False, size)
    left = total - 2 * size
    assert (last["first_page"], last["last_page"], last["size"]) == (False, True, left)
    assert (first["total_pages"], second["page_number"], first["empty"]) == (3, 2, False)


def test_after_the_last_page_it_is_empty(client):
    page = got(client, "services?page=1000000")
    assert (page["empty"], page["size"], page["contents"]) == (True, 0, [])
    assert page["total_items"] == Service.objects.published().count()
    assert page["last_page"]


def test_minimal_is_everything_at_once(client):
    page = got(client, "services?minimal=true")
    assert page["size"] == page["total_items"]
    assert {tuple(one) for one in page["contents"]} == {("id", "modified_date")}
    assert (page["total_pages"], page["page_number"], page["last_page"]) == (1, 1, True)
    assert client.get(f"{BASE}/services?minimal=true").streaming
    assert got(client, "services?minimal=true&per_page=5")["size"] == 5
    assert got(client, "services?minimal=true&modified_after=2099-01-01T00:00:00Z")["empty"]


def test_every_record_on_a_line(client):
    response = client.get(f"{BASE}/services?format=ndjson&full=true&lang=en")
    records = [json.loads(line) for line in response.getvalue().decode().splitlines()]
    assert records == got(client, "services?full=true&per_page=100&lang=en")["contents"]


def test_both_languages(client):
    address = f"services/{uid(SERVICE, 'noodnummer-112')}"
    dutch, english = "Noodnummer 112", "Emergency number 112"
    assert got(client, address)["name"] == dutch
    assert got(client, f"{address}?lang=en")["name"] == english
    assert got(client, address, accept_language="en-GB,en;q=0.9")["name"] == english
    assert got(client, f"{address}?lang=nl", accept_language="en")["name"] == dutch
    assert got(client, address, accept_language="fr")["name"] == dutch
    response = client.get(f"{BASE}/{address}?lang=en")
    assert response["Content-Language"] == "en"
    assert "Accept-Language" in response["Vary"]


def test_filters_are_combined(client):
    organisation = Organisation.objects.get(slug="veilig-thuis")
    theirs = got(client, f"services?organization_id={uid(ORGANISATION, 'veilig-thuis')}")
    assert theirs["total_items"] == organisation.services.count()
    kind = uid("taxonomy_term", "kind", organisation.kind)
    of_kind = got(client, f"services?taxonomy_term_id={kind}")
    assert ids(theirs) <= ids(of_kind)
    assert len(ids(of_kind)) < 19
    other = uid("taxonomy_term", "kind", "police")
    question = f"services?taxonomy_term_id={other}&organization_id="
    assert got(client, question + uid(ORGANISATION, "veilig-thuis"))["empty"]


@pytest.mark.parametrize("taxonomy", ["kind", "audience", "group", "property", "form", "contact"])
def test_a_term_finds_exactly_who_has_it(client, taxonomy):
    """Compared with the attributes of the records themselves."""
    desk = Service.objects.get(slug="comensha")
    desk.audiences.set(Audience.objects.all()[:2])
    desk.not_for_groups = "no_permit homeless"
    desk.save()
    records = got(client, "services?full=true&per_page=100")["contents"]
    terms = got(client, f"taxonomy_terms?taxonomy_id={uid('taxonomy', taxonomy)}")["contents"]
    having = {
        term["id"]: {
            one["id"]
            for one in records
            if term["id"] in [a["taxonomy_term"]["id"] for a in one["attributes"]]
        }
        for term in terms
    }
    for term, expected in having.items():
        assert ids(got(client, f"services?taxonomy_term_id={term}")) == expected
    every = ids(got(client, f"services?taxonomy_id={uid('taxonomy', taxonomy)}"))
    assert every == set().union(*having.values())


def test_search_finds_what_the_portal_finds_the_best_first(client):
    page = got(client, "services?search=vielig+thuis")
    assert page["contents"][0]["name"].startswith("Veilig Thuis")
    assert got(client, "services?search=qqqqqqq")["empty"]
    assert got(client, "organizations?search=comensha")["contents"][0]["name"] == "CoMensha"
    assert got(client, "taxonomies?search=vorm")["total_items"] == 1


def test_who_follows_sees_what_changed_and_what_is_gone(client):
    whole = got(client, "services?per_page=100")
    newest = max(one["last_modified"] for one in whole["contents"])
    assert ids(got(client, f"services?modified_after={newest}"))
    later = (timezone.now() + timedelta(seconds=1)).isoformat()
    assert got(client, f"services?modified_after={quote(later)}")["empty"]
    began = timezone.now().isoformat()
    gone = Service.objects.get(slug="comensha")
    gone.status = Status.ARCHIVED
    gone.save()
    page = got(client, f"services?modified_after={began}")  # the + of the zone is not escaped
    (one,) = page["contents"]
    assert (one["status"], one["name"]) == ("inactive", "CoMensha")
    assert set(one) == {"id", "name", "status", "last_modified"}
    assert got(client, f"services/{one['id']}?lang=en") == one


def test_modified_after_is_exact_to_the_second_on_both_sides(client):
    at = datetime(2026, 11, 20, 9, 30, 15, tzinfo=UTC)
    desk = Service.objects.get(slug="comensha")
    PublicTrace.objects.update(changed_at=at - timedelta(days=1))
    PublicTrace.objects.filter(service=desk).update(changed_at=at)
    for moment, expected in {
        "2026-11-20T09:30:15Z": True,
        "2026-11-20T10:30:15+01:00": True,
        "2026-11-20T09:30:16Z": False,
        "2026-11-20T10:30:16+01:00": False,
        "2026-11-20T09:30:14Z": True,
    }.items():
        for name in ("services?", "services?minimal=true&", "services?full=true&"):
            page = got(client, f"{name}modified_after={quote(moment)}")
            assert ids(page) == ({uid(SERVICE, "comensha")} if expected else set()), (name, moment)


def test_an_answer_that_is_there_already_is_not_sent_again(client):
    for question in ("", "services", f"services/{uid(SERVICE, 'comensha')}", "taxonomies"):
        first = client.get(f"{BASE}/{question}")
        assert first["ETag"].startswith('"')
        again = client.get(f"{BASE}/{question}", headers={"if-none-match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert again["Access-Control-Allow-Origin"] == "*"
        english = client.get(f"{BASE}/{question}?lang=en", headers={"if-none-match": first["ETag"]})
        assert english.status_code == 200


def test_a_change_makes_another_etag(client):
    address = f"{BASE}/services/{uid(SERVICE, 'comensha')}"
    before = client.get(address)["ETag"]
    desk = Service.objects.get(slug="comensha")
    desk.summary_nl = "Anders"
    desk.save()
    assert client.get(address)["ETag"] != before


def test_head_is_the_same_without_the_content(client):
    full, head = client.get(f"{BASE}/services"), client.head(f"{BASE}/services")
    assert (head.status_code, head.content) == (200, b"")
    assert dict(head.headers) == dict(full.headers)
    assert client.head(f"{BASE}/services?format=ndjson").status_code == 200
    assert client.head(f"{BASE}/services?page=0").status_code == 400


def test_a_page_elsewhere_may_ask(client):
    response = client.options(f"{BASE}/services", headers={"origin": "https://elders.example"})
    assert (response.status_code, response.content) == (204, b"")
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "If-None-Match" in response["Access-Control-Allow-Headers"]
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"


@pytest.mark.parametrize("question", ["services", f"services/{uid(SERVICE, 'comensha')}"])
def test_a_slash_at_the_end_makes_no_difference(client, question):
    assert got(client, f"{question}/") == got(client, question)
    assert client.get(BASE, follow=True).json()["version"] == "3.2"


def test_who_is_signed_in_is_nobody_here(client, client_of):
    """No session is read, the response is the same, and may be cached publicly."""
    editor = client_of("administrator")
    hidden = Service.objects.get(slug="comensha")
    hidden.restricted = True
    hidden.save()
    for question in ("", "services?full=true", "organizations", "nergens"):
        with CaptureQueriesContext(connection) as queries:
            theirs = editor.get(f"{BASE}/{question}")
        assert not [one for one in queries if "session" in one["sql"] or "auth_user" in one["sql"]]
        ours = client.get(f"{BASE}/{question}")
        assert (theirs.content, dict(theirs.headers)) == (ours.content, dict(ours.headers))
        assert "Cookie" not in theirs["Vary"]
        assert not theirs.cookies


@pytest.mark.parametrize(
    "question", ["services", "services?full=true", "organizations?full_service=true"]
)
def test_few_queries_however_many_records(client, question):
    glue = "&" if "?" in question else "?"
    counted = []
    for size in (1, 50):
        with CaptureQueriesContext(connection) as queries:
            got(client, f"{question}{glue}per_page={size}")
        counted.append(len(queries))
    assert counted[0] == counted[1]
    assert counted[1] <= 12


@pytest.mark.parametrize("question", [f"services/{uid(SERVICE, 'comensha')}", "services.jsonl"])
def test_schedules_follow_the_day_and_so_does_the_etag(client, monkeypatch, question):
    now = [datetime(2026, 9, 30, 12, tzinfo=UTC)]
    monkeypatch.setattr(timezone, "now", lambda: now[0])
    ContactDetail.objects.filter(service__slug="comensha", kind="phone").update(
        opening_hours="2026 Oct 01+ Mo-Fr 09:00-17:00"
    )
    address = f"{BASE}/{question}?lang=en"
    before = client.get(address)
    assert "From 1 October 2026: Monday to Friday" in b"".join(before).decode()
    known = {"If-None-Match": before["ETag"]}
    assert client.get(address, headers=known).status_code == 304
    now[0] += timedelta(days=1)
    after = client.get(address, headers=known)
    assert after.status_code == 200
    assert "From 1 October 2026" not in b"".join(after).decode()
