"""Fixtures for tests with Chromium on the production server, with the starting content."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from playwright.sync_api import Browser, Page, sync_playwright

from knowledge.models import ContactDetail, Factsheet, Organisation
from referrals.models import Flow, FlowRelease, Question
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


def database_url() -> str:
    """URL of the test database for another process."""
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{settings['NAME']}"
    password = f":{settings['PASSWORD']}" if settings["PASSWORD"] else ""
    user = f"{settings['USER']}{password}@"
    return f"postgres://{user}{settings['HOST']}:{settings['PORT'] or 5432}/{settings['NAME']}"


def manage(code: str) -> None:
    """Run `code` in another process on the database of the site."""
    environment = {
        **os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "DATABASE_URL": database_url()
    }  # fmt: skip
    call = [sys.executable, "manage.py", "shell", "--no-imports", "-c", code]
    subprocess.run(call, env=environment, check=True, capture_output=True)


@pytest.fixture
def no_report_stays(site: str) -> Iterator[None]:
    yield
    manage("from knowledge.models import CorrectionReport as R; R.objects.all().delete()")


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
    with server("portal.wsgi:application", environment) as address:
        yield address


def _superuser(name: str) -> tuple[str, str]:
    """E-mail address and password of a new superuser, created by the management command."""
    email, password = f"{name}@voorbeeld.example", "een-lang-wachtwoord-alleen-hier"
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "DATABASE_URL": database_url(),
        "DJANGO_SUPERUSER_PASSWORD": password,
    }
    command = [sys.executable, "manage.py", "createsuperuser", "--noinput", "--email", email]
    completed = subprocess.run(
        [*command, "--username", name], env=environment, check=False, capture_output=True, text=True
    )
    assert completed.returncode == 0, completed.stderr
    return email, password


@pytest.fixture(scope="session")
def editor(site: str) -> tuple[str, str]:
    """E-mail address and password of an editor."""
    return _superuser("redactie")


@pytest.fixture(scope="session")
def newcomers(site: str) -> tuple[tuple[str, str], tuple[str, str]]:
    """Credentials of two users without a second factor."""
    return _superuser("nieuw-een"), _superuser("nieuw-twee")


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
