"""Fuzzing of all routes: no error, nothing unescaped, no partial write.

1,000 inputs each time, always the same ones, spread over all routes; `make fuzz` sends 100,000
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
from hypothesis import settings as hypothesis_settings

from knowledge.models import ContactDetail, Service
from tests.knowledge.editing.spreadsheets.files import as_xlsx, export, rows_of
from tests.portal.existing import made_rows
from tests.portal.fuzz.checker import UNESCAPED, ResponseChecker
from tests.portal.fuzz.requests import MARKERS, FuzzedRequest, fuzzed_requests
from tests.portal.fuzz.targets import Target, account_targets, admin_targets, public_targets

pytestmark = pytest.mark.django_db

SQLITE = connection.vendor == "sqlite"
INPUTS = int(os.environ.get("FUZZ_INPUTS", "1000" if SQLITE else "150"))
MIN_INPUTS = 2  # inputs per target: the first is always an unchanged request
SEED = int(os.environ.get("FUZZ_SEED", "1"))
AREAS = {"public": 0.6, "account": 0.13, "editing": 0.27}
"""Share of the inputs for each area."""


@pytest.fixture
def unlimited(settings):
    """Without rate limits, which would reject nearly everything, and without logging."""
    settings.ACCOUNT_RATE_LIMITS = False
    settings.REQUIRE_SECOND_FACTOR = False
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def test_every_marker_is_seen_unescaped_and_its_word_alone_is_not():
    assert [marker for marker in MARKERS if not UNESCAPED.search(marker)] == []
    assert not UNESCAPED.search(b'<td value="zq7"><b>x zq7</b> zq7</td> zq7&lt;b&gt;')


def cookie(client: Client) -> str:
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def targets_of(area: str, people: dict[str, Client]) -> Iterator[Target]:
    """Admin targets alternate between the roles; a long run sends each of them as both."""
    if area == "public":
        yield from public_targets(Client())
    elif area == "account":
        yield from account_targets(people["reader"])
    else:
        rows, all_of_them = made_rows(), INPUTS > 10_000
        every = 1 if INPUTS >= 1_000 else 16
        yield from admin_targets(people, rows, both=all_of_them, every=every)


def files_of(editor: Client) -> list[bytes]:
    user = editor.get("/beheer/").wsgi_request.user
    one = {"slug": "comensha-telefoon"}
    sheet = export(user, "csv", ContactDetail, **one)
    heads = list(rows_of(sheet)[0])
    others = [export(user, kind, Service, slug="comensha") for kind in ("csv", "xlsx")]
    return [sheet, *others, as_xlsx([heads]), b"\x89PNG\r\n\x1a\n", b""]


@pytest.mark.parametrize("area", AREAS)
def test_any_request_is_answered_safely(area, client_of, unlimited):
    people = {role: client_of(role) for role in ("reader", "editor", "administrator")}
    files = files_of(people["editor"])
    targets = list(targets_of(area, people))
    count = max(1, round(INPUTS * AREAS[area] / MIN_INPUTS))
    targets = targets[:: -(-len(targets) // count)]
    share = max(MIN_INPUTS, round(INPUTS * AREAS[area] / len(targets)))
    checker = ResponseChecker({role: cookie(person) for role, person in people.items()})
    began, found = time.process_time(), []
    for number, target in enumerate(targets):
        try:
            send(checker, fuzzed_requests(target, files), share, SEED + number)
        except Exception as fault:  # so that the others are tried too
            found.append("\n".join(map(str, (fault, *getattr(fault, "exceptions", ())))))
    took = time.process_time() - began
    inputs, answers = sum(checker.statuses.values()), dict(sorted(checker.statuses.items()))
    sys.stdout.write(
        f"\n{area}: {inputs} inputs to {len(checker.reached)} routes, {took:.0f} s, seed {SEED}\n"
        f"  answers: {answers}; slowest {checker.slowest[0]:.2f} s: {checker.slowest[1]}\n"
    )
    assert not found, "\n\n".join(found)


def send(checker: ResponseChecker, strategy, share: int, number: int) -> None:
    @seed(number)
    @hypothesis_settings(
        max_examples=share,
        database=None,
        deadline=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def one(request: FuzzedRequest) -> None:
        faults = "\n".join(checker.faults(request))
        if faults:
            raise AssertionError(f"{request}\n{faults}")

    one()
