"""Shared fixtures: a database with the starting content, users, and strict skips."""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from django.test import client as test_client
from django.utils import timezone, translation

from knowledge.caching import derived
from knowledge.search import live_index, statistics
from portal.health import readiness
from portal.management.commands import prepare
from tests.databases import database_with_content
from tests.people import made_person
from tests.writing import Transaction

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    django_test_environment: None,
    django_db_modify_db_settings: None,
    django_db_blocker: Any,
) -> Iterator[None]:
    """A test database with the starting content; each test rolls back its changes.

    Replaces the fixture of pytest-django, which creates no test database when only tests are
    selected that use it from another process: those would then use the real one.
    """
    is_worker = hasattr(request.config, "workerinput")  # of xdist: its folder is in that of the run
    shared = tmp_path_factory.getbasetemp().parent if is_worker else None
    database = ExitStack()
    with django_db_blocker.unblock():
        database.enter_context(database_with_content(shared))
    readiness.migrations_applied.set()  # the tables are made from the models, without migrations
    yield
    with django_db_blocker.unblock():
        database.close()


@pytest.fixture(autouse=True)
def contexts_of_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """`response.context` leaves out included parts, whose copies take a tenth of the time."""
    store_all = test_client.store_rendered_templates

    def store_pages(store: Any, signal: Any, sender: Any, template: Any, context: Any, **more: Any):
        if "/_" not in str(template.name):
            store_all(store, signal, sender, template, context, **more)

    monkeypatch.setattr(test_client, "store_rendered_templates", store_pages)


@pytest.fixture(autouse=True)
def dutch() -> None:
    """Start each test in Dutch: an English page leaves its language active in the thread."""
    translation.activate("nl")


@pytest.fixture(autouse=True)
def cached_until_a_write(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Cache derived content across tests, until a test writes."""
    with Transaction().watched() as transaction:
        monkeypatch.setattr(derived, "connection", transaction)
        yield


@pytest.fixture(autouse=True)
def work_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run background work synchronously: other threads do not see the transaction of a test."""

    def at_once(work: Callable[[], object]) -> threading.Thread:
        work()
        done = threading.Thread()
        done.start()
        done.join()
        return done

    monkeypatch.setattr(live_index, "in_background", at_once)
    monkeypatch.setattr(statistics.DailyCounter, "schedule_write", lambda _counter: None)


@pytest.fixture
def clock_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    """For who compares pages: many say whether a desk is open, which changes with the minute."""
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now)


@pytest.fixture
def person_with() -> Callable[[str], User]:
    """Creates a user with a role, a password, a verified email address and a second factor."""
    return made_person


@pytest.fixture
def client_of(person_with: Callable[[str], User]) -> Callable[[str], Client]:
    """Returns a client signed in with a role: `client_of("editor")`."""

    def signed_in(role: str) -> Client:
        client = Client()
        client.force_login(person_with(role))
        return client

    return signed_in


@pytest.fixture
def no_migrations(monkeypatch: pytest.MonkeyPatch) -> None:
    """Skip migrations in `prepare`: the tables of the tests are made from the models."""

    def others(name: str, *args: Any, **options: Any) -> None:
        if name != "migrate":
            call_command(name, *args, **options)

    monkeypatch.setattr(prepare, "call_command", others)


@pytest.fixture
def shared() -> Path:
    """The folder with source documents, next to the checkout."""
    if not SHARED.is_dir():
        pytest.skip("the source documents are not next to this checkout")
    return SHARED


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """With ONLY_WITH_DATABASE=1, as in the second run of `make test`, deselect other tests."""
    if os.environ.get("ONLY_WITH_DATABASE") != "1":
        return
    selected = [item for item in items if _uses_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in selected])
    items[:] = selected


def _uses_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    return bool(item.get_closest_marker("django_db")) or not fixtures.isdisjoint(
        {"db", "transactional_db", "django_db_setup"}
    )


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: Any) -> Iterator[None]:
    """With DEMAND_ALL=1 a skipped test is a failure."""
    outcome = yield
    report = outcome.get_result()
    if report.skipped and os.environ.get("DEMAND_ALL") == "1":
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, and DEMAND_ALL=1 forbids that"
