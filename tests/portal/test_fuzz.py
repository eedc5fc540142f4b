"""Fuzzing of all routes: no error, nothing unescaped, no partial write.

2,000 inputs each time, always the same ones, spread over all routes; `make fuzz` sends 100,000
others. A failure shows the request, shrunk as far as possible.
"""

import logging
import os
import sys
import time
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from hypothesis import HealthCheck, Phase, given, seed
from hypothesis import settings as of_hypothesis

from knowledge.models import ContactDetail, Service
from tests.knowledge.editing.spreadsheets.files import as_xlsx, export, rows_of
from tests.portal.existing import made_rows
from tests.portal.fuzz.judge import Judge
from tests.portal.fuzz.places import Place, account_places, editing_places, public_places
from tests.portal.fuzz.questions import Question, questions

pytestmark = pytest.mark.django_db

SQLITE = connection.vendor == "sqlite"
INPUTS = int(os.environ.get("FUZZ_INPUTS", "2000" if SQLITE else "300"))
LEAST = 2  # inputs for one place: the first is always the request without damage
SEED = int(os.environ.get("FUZZ_SEED", "1"))
AREAS = {"public": 0.6, "account": 0.13, "editing": 0.27}
"""Where inputs go, each with its share of them."""


@pytest.fixture
def unlimited(settings):
    """Without rate limits, which would reject nearly everything, and without logging."""
    settings.ACCOUNT_RATE_LIMITS = False
    settings.REQUIRE_SECOND_FACTOR = False
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def cookie(client: Client) -> str:
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def places_of(area: str, people: dict[str, Client]) -> Iterator[Place]:
    """Of the admin pages a part for each role in turn; in the long run all for both."""
    if area == "public":
        yield from public_places(Client())
    elif area == "account":
        yield from account_places(people["reader"])
    else:
        rows, all_of_them = made_rows(), INPUTS > 10_000
        every = 1 if INPUTS >= 1_000 else 8
        yield from editing_places(people, rows, both=all_of_them, every=every)


def files_of(editor: Client) -> list[bytes]:
    user = editor.get("/beheer/").wsgi_request.user
    one = {"slug": "comensha-telefoon"}
    sheet = export(user, "csv", ContactDetail, **one)
    heads = list(rows_of(sheet)[0])
    others = [export(user, kind, Service, slug="comensha") for kind in ("csv", "xlsx")]
    return [sheet, *others, as_xlsx([heads]), b"\x89PNG\r\n\x1a\n", b""]


@pytest.mark.parametrize("area", AREAS)
def test_whatever_is_sent(area, client_of, unlimited):
    people = {role: client_of(role) for role in ("reader", "editor", "administrator")}
    files = files_of(people["editor"])
    places = list(places_of(area, people))
    few = max(1, round(INPUTS * AREAS[area] / LEAST))
    places = places[:: -(-len(places) // few)]
    share = max(LEAST, round(INPUTS * AREAS[area] / len(places)))
    judge = Judge({role: cookie(person) for role, person in people.items()})
    began, found = time.process_time(), []
    for number, place in enumerate(places):
        try:
            send(judge, questions(place, files), share, SEED + number)
        except Exception as fault:  # so that the others are tried too
            found.append(str(fault))
    took = time.process_time() - began
    inputs, answers = sum(judge.statuses.values()), dict(sorted(judge.statuses.items()))
    sys.stdout.write(
        f"\n{area}: {inputs} inputs to {len(judge.reached)} routes, {took:.0f} s, seed {SEED}\n"
        f"  answers: {answers}; slowest {judge.slowest[0]:.2f} s: {judge.slowest[1]}\n"
    )
    assert not found, "\n\n".join(found)


def send(judge: Judge, strategy, share: int, number: int) -> None:
    @seed(number)
    @of_hypothesis(
        max_examples=share,
        database=None,
        deadline=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def one(question: Question) -> None:
        faults = "\n".join(judge.faults(question))
        if faults:
            raise AssertionError(f"{question}\n{faults}")

    one()
