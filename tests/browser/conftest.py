"""A real browser on the real server, with the starting content."""

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
"""The same engine without the windows around it, which take a fifth of the time."""

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A page is left before optimising its scripts pays: without, axe takes a quarter less.
    "--js-flags=--no-opt --no-maglev",
    # The next page of a site takes the frame of the one before: opening takes a quarter less. The
    # first two are what Playwright itself would turn on.
    "--enable-features=CDPScreenshotNewSurface,SkipListAccountsWithoutGaiaCookies,"
    "RenderDocument:level/crashed-frame",
]


def database_url() -> str:
    """The database of this test run, as another process reaches it."""
    found = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{found['NAME']}"
    who = f"{found['USER']}:{found['PASSWORD']}@" if found["PASSWORD"] else f"{found['USER']}@"
    return f"postgres://{who}{found['HOST']}:{found['PORT'] or 5432}/{found['NAME']}"


@pytest.fixture(scope="session")
def addresses(django_db_setup: None, django_db_blocker: Any) -> list[str]:
    """Every public page, in Dutch; English stands behind /en."""
    with django_db_blocker.unblock():
        return list(dutch_addresses())


@pytest.fixture(scope="session")
def rows(django_db_setup: None, django_db_blocker: Any) -> dict[str, int]:
    """The number of one row of each model that editing pages are opened for."""
    found = {"detail": ContactDetail, "organisation": Organisation, "flow": Flow}
    found |= {"release": FlowRelease, "sheet": Factsheet, "question": Question}
    with django_db_blocker.unblock():
        return {name: model.objects.order_by("pk").first().pk for name, model in found.items()}


@pytest.fixture(scope="session")
def site(addresses: list[str], rows: dict[str, int]) -> Iterator[str]:
    """Address of the portal, served by the production server."""
    environment = {"DJANGO_SETTINGS_MODULE": "tests.settings", "DATABASE_URL": database_url()}
    with server("portal.wsgi:application", environment) as address:
        yield address


def _superuser(name: str) -> tuple[str, str]:
    """Address and password of someone new who may do everything; made by the command."""
    email, password = f"{name}@voorbeeld.example", "een-lang-wachtwoord-alleen-hier"
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "DATABASE_URL": database_url(),
        "DJANGO_SUPERUSER_PASSWORD": password,
    }
    call = [sys.executable, "manage.py", "createsuperuser", "--noinput", "--email", email]
    made = subprocess.run(
        [*call, "--username", name], env=environment, check=False, capture_output=True, text=True
    )
    assert made.returncode == 0, made.stderr
    return email, password


@pytest.fixture(scope="session")
def editor(site: str) -> tuple[str, str]:
    """Address and password of someone who may edit."""
    return _superuser("redactie")


@pytest.fixture(scope="session")
def newcomers(site: str) -> tuple[tuple[str, str], tuple[str, str]]:
    """Two people without a second factor."""
    return _superuser("nieuw-een"), _superuser("nieuw-twee")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    # No longer than a module: while it runs, Django takes the thread for an asynchronous one.
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
    """Opens an editing page for who may edit; the policy of the site was not broken meanwhile."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, base_url=site)
    context.set_default_timeout(10_000)
    complaints: list[str] = []

    def opened(address: str) -> Page:
        page = context.new_page()
        page.on("console", lambda said: "Security" in said.text and complaints.append(said.text))
        page.goto(f"/account/login/?next={quote(address)}")
        page.fill("#id_login", editor[0])
        page.fill("#id_password", editor[1])
        with page.expect_navigation():
            page.keyboard.press("Enter")
        return page

    yield opened
    context.close()
    assert complaints == []


@pytest.fixture
def network(site: str) -> Iterator[Network]:
    """A network to the portal that can be made to fail; `address` is what a browser opens."""
    with between(site) as network:
        yield network


@pytest.fixture
def device(network: Network, chromium: Browser) -> Iterator[Page]:
    """A page on a phone behind that network; the policy of the site was not broken meanwhile."""
    context = chromium.new_context(
        viewport={"width": 360, "height": 740}, base_url=network.address, locale="nl-NL"
    )
    context.set_default_timeout(15_000)
    complaints: list[str] = []
    context.on("console", lambda said: "Security" in said.text and complaints.append(said.text))
    yield context.new_page()
    context.close()
    assert complaints == []
