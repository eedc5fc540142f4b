"""Fixtures for tests with Chromium on the production server, with the starting content."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch
from urllib.parse import quote

import pytest
from django.core.management import call_command
from django.db import connection, connections
from playwright.sync_api import Browser, Page, sync_playwright

from knowledge.models import ContactDetail, CorrectionReport, Factsheet, Organisation
from referrals.models import Flow, FlowRelease, Question
from tests.browser.accessible import Seen, nothing_seen
from tests.browser.network import Network, between
from tests.portal.addresses import dutch_addresses
from tools.serving import server

CHROMIUM = Path("/usr/bin/chromium")
SHELL = Path("/usr/bin/chromium-headless-shell")
"""The same engine without windows, which saves a fifth of the time."""

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Pages are open too briefly for optimised scripts to pay off: this saves axe a quarter.
    "--js-flags=--no-opt --no-maglev",
    # Reuse the frame for the next page of a site: this saves a quarter of the time of opening it.
    # The first two features are those that Playwright itself enables.
    "--enable-features=CDPScreenshotNewSurface,SkipListAccountsWithoutGaiaCookies,"
    "RenderDocument:level/crashed-frame",
]


Beside = Callable[[Callable[[], object]], None]


def database_url() -> str:
    """URL of the test database for another process."""
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{settings['NAME']}"
    password = f":{settings['PASSWORD']}" if settings["PASSWORD"] else ""
    user = f"{settings['USER']}{password}@"
    return f"postgres://{user}{settings['HOST']}:{settings['PORT'] or 5432}/{settings['NAME']}"


@pytest.fixture(scope="session")
def beside(django_db_setup: None, django_db_blocker: Any) -> Beside:
    """Runs something with the database of the site, in a thread of its own.

    In that of the test Django forbids it as long as Playwright runs.
    """

    def run(work: Callable[[], object]) -> None:
        with django_db_blocker.unblock(), ThreadPoolExecutor(1) as thread:
            thread.submit(work).result()
            thread.submit(connections.close_all).result()

    return run


@pytest.fixture
def no_report_stays(site: str, beside: Beside) -> Iterator[None]:
    yield
    beside(CorrectionReport.objects.all().delete)


@pytest.fixture(scope="session")
def addresses(django_db_setup: None, django_db_blocker: Any) -> list[str]:
    """Path of every public page in Dutch; English is under /en."""
    with django_db_blocker.unblock():
        return list(dutch_addresses())


@pytest.fixture(scope="session")
def rows(django_db_setup: None, django_db_blocker: Any) -> dict[str, int]:
    """Primary key of one row of each model whose editing page is opened."""
    models = {"detail": ContactDetail, "organisation": Organisation, "flow": Flow}
    models |= {"release": FlowRelease, "sheet": Factsheet, "question": Question}
    with django_db_blocker.unblock():
        return {name: model.objects.order_by("pk").first().pk for name, model in models.items()}


@pytest.fixture(scope="session")
def site(addresses: list[str], rows: dict[str, int]) -> Iterator[str]:
    """URL of the portal under the production server."""
    environment = {"DJANGO_SETTINGS_MODULE": "tests.settings", "DATABASE_URL": database_url()}
    with server("portal.rsgi:application", environment) as address:
        yield address


def _superuser(name: str, beside: Beside) -> tuple[str, str]:
    """Email address and password of a new superuser, created by the management command."""
    email, password = f"{name}@voorbeeld.example", "een-lang-wachtwoord-alleen-hier"
    options = {"interactive": False, "email": email, "username": name, "verbosity": 0}
    with patch.dict(os.environ, DJANGO_SUPERUSER_PASSWORD=password):
        beside(partial(call_command, "createsuperuser", **options))
    return email, password


@pytest.fixture(scope="session")
def editor(site: str, beside: Beside) -> tuple[str, str]:
    """Email address and password of an editor."""
    return _superuser("redactie", beside)


@pytest.fixture(scope="session")
def newcomers(site: str, beside: Beside) -> tuple[tuple[str, str], tuple[str, str]]:
    """Credentials of two users without a second factor."""
    return _superuser("nieuw-een", beside), _superuser("nieuw-twee", beside)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    # Module scope: while Playwright runs, Django treats the thread as asynchronous.
    if not CHROMIUM.exists():
        pytest.skip(f"there is no chromium at {CHROMIUM}")
    with sync_playwright() as playwright:
        quick = SHELL.exists() and os.environ.get("EVERYTHING") != "1"
        program = str(SHELL if quick else CHROMIUM)
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def seen() -> Seen:
    """Kinds of text of which the colours were checked by tests of the same file."""
    return nothing_seen()


@pytest.fixture
def editing(
    site: str, chromium: Browser, editor: tuple[str, str]
) -> Iterator[Callable[[str], Page]]:
    """Opens an editing page as an editor; fails on Content-Security-Policy violations."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, base_url=site)
    context.set_default_timeout(10_000)
    violations: list[str] = []

    def open_page(address: str) -> Page:
        page = context.new_page()
        page.on("console", lambda line: "Security" in line.text and violations.append(line.text))
        page.goto(f"/account/login/?next={quote(address)}")
        page.fill("#id_login", editor[0])
        page.fill("#id_password", editor[1])
        with page.expect_navigation():
            page.keyboard.press("Enter")
        return page

    yield open_page
    context.close()
    assert violations == []


@pytest.fixture
def network(site: str) -> Iterator[Network]:
    """A proxy to the portal that can be made to fail; browsers open its `address`."""
    with between(site) as network:
        yield network


@pytest.fixture
def device(network: Network, chromium: Browser) -> Iterator[Page]:
    """A page on a phone behind that network; fails on Content-Security-Policy violations."""
    context = chromium.new_context(
        viewport={"width": 360, "height": 740}, base_url=network.address, locale="nl-NL"
    )
    context.set_default_timeout(15_000)
    violations: list[str] = []
    context.on("console", lambda line: "Security" in line.text and violations.append(line.text))
    yield context.new_page()
    context.close()
    assert violations == []
