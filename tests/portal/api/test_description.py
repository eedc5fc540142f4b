"""Generated requests conform to the OpenAPI description and never cause an error."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode

pytestmark = [pytest.mark.django_db, pytest.mark.walk]

ADDRESS = "/api/hsds/openapi.json"
OPERATIONS = 11
EXAMPLES = 12


@pytest.fixture
def application() -> Iterator[WSGIHandler]:
    """The WSGI application, on the connection of this test."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield WSGIHandler()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def tried(operation: Any) -> None:
    """Valid and invalid requests to one URL, each checked against the description."""
    right, wrong = (operation.as_strategy(mode) for mode in GenerationMode)

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=st.one_of(right, wrong))
    def ask(case: Any) -> None:
        case.call_and_validate()

    ask()


def test_every_schema_has_a_title_of_its_own(client):
    """Generated clients name their classes after it: of nine called "Page" they kept one."""
    schemas = client.get(ADDRESS).json()["components"]["schemas"]
    titles = [schema["title"] for schema in schemas.values()]
    assert len(set(titles)) == len(titles)
    assert all(re.fullmatch("[A-Z][A-Za-z]+", name) for name in titles)
    pages = {schemas[name]["title"] for name in schemas if name.startswith("Page")}
    assert {"PageOfService", "PageOfServiceInList", "PageOfTaxonomy"} <= pages


@pytest.mark.filterwarnings("default")
def test_generated_questions_are_answered_as_described(application):
    schema = schemathesis.openapi.from_wsgi(ADDRESS, application)
    operations = [found.ok() for found in schema.get_all_operations()]
    assert len(operations) == OPERATIONS
    for operation in operations:
        tried(operation)
