"""Invalid requests: explained in JSON, in the language of the client, never a 500."""

import pytest
from django.db import OperationalError
from django.test import Client

from portal.api import lists
from tests.portal.api.addresses import NEVER

pytestmark = pytest.mark.django_db

BASE = "/api/hsds"
NOUNS = ("services", "organizations", "taxonomies", "taxonomy_terms", "service_at_locations")

WRONG = {
    "services?page=0": "page",
    "services?page=-1": "page",
    "services?page=x": "page",
    "services?page=10000000000000000000000": "page",
    "services?per_page=0": "per_page",
    "services?per_page=100000": "per_page",
    "services?modified_after=gisteren": "modified_after",
    "services?modified_after=2026-02-30": "modified_after",
    "services?modified_after=1700000000": "modified_after",
    "services?modified_after=": "modified_after",
    "services?search=a%00b": "search",
    "services?page=1&page=2": "page",
    "services?lang=xx": "lang",
    "services?format=csv": "format",
    "services?full=misschien": "full",
    "services?taxonomy_term_id=x": "taxonomy_term_id",
    "services?organization_id=%00": "organization_id",
    f"services?search={'a' * 201}": "search",
    "service_at_locations?postcode=1234AB": "postcode",
}


@pytest.mark.parametrize("question", WRONG)
def test_a_question_that_is_wrong_is_explained(client, question):
    for language in ("nl", "en"):
        response = client.get(f"{BASE}/{question}", headers={"accept-language": language})
        assert response.status_code == 400
        assert set(response.json()["errors"]) == {WRONG[question]}
        assert response["Content-Language"] == language
        assert response["Access-Control-Allow-Origin"] == "*"


def test_a_mistake_is_explained_in_the_language_of_who_asks(client):
    said = {
        language: client.get(f"{BASE}/services?page=0&lang={language}").json()["errors"]["page"]
        for language in ("nl", "en")
    }
    assert said == {"nl": "De laagste waarde is 1.", "en": "The lowest value is 1."}


@pytest.mark.parametrize("moment", ["0001-01-01", "9999-12-31T23:59:59Z", "2026-11-22 09:00:00"])
def test_moments_at_the_edge_are_no_error(client, moment):
    assert client.get(f"{BASE}/services", {"modified_after": moment}).status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        *(f"{BASE}/{noun}/{NEVER}" for noun in NOUNS),
        *(f"{BASE}/{noun}/geen-sleutel" for noun in NOUNS),
        f"{BASE}/services/%00",
        f"{BASE}/services/geen-sleutel?lang=xx",
        f"{BASE}/loketten.jsonl",
        f"{BASE}/nergens",
        f"{BASE}/services/{NEVER}/meer",
        "/api/",
        "/api/iets-anders",
    ],
)
def test_what_is_not_there_is_a_404_in_json(client, address):
    response = client.get(address)
    assert response.status_code == 404
    assert response.json()["detail"]
    assert response["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
def test_other_methods_are_refused_in_json(client, method):
    response = getattr(client, method)(f"{BASE}/services")
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD, OPTIONS"
    assert response.json()["detail"]


def test_a_database_that_is_away_is_said_in_json(monkeypatch):
    def away(*_arguments):
        raise OperationalError("away")

    monkeypatch.setattr(lists, "services", away)
    response = Client(raise_request_exception=False).get(f"{BASE}/services?lang=en")
    assert response.status_code == 503
    assert response.json() == {"detail": "This page is temporarily unavailable"}
    assert response["Retry-After"] == "30"
    assert response["Access-Control-Allow-Origin"] == "*"
