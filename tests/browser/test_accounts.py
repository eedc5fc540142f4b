"""Signing in and setting up a second factor in a real browser: TOTP and a passkey."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.accessible import SCRIPT, Seen, faults_of
from tests.foreign_words import foreign_words_of_page
from tests.people import code_of

pytestmark = pytest.mark.browser

VISITOR_PAGES = (
    "account/login/",
    "account/signup/",
    "account/inactive/",
    "account/password/reset/",
    "account/password/reset/done/",
    "account/password/reset/key/1-x/",
    "account/password/reset/key/done/",
    "account/confirm-email/",
    "account/confirm-email/x/",
    "account/uitnodiging/x/",
    "account/oidc/cancelled/",
)
OWN_PAGES = (
    "account/",
    "account/logout/",
    "account/sessies/",
    "account/password/change/",
    "account/2fa/",
    "account/2fa/totp/deactivate/",
    "account/2fa/recovery-codes/",
    "account/2fa/recovery-codes/generate/",
    "account/2fa/webauthn/",
    "account/2fa/webauthn/add/",
    "account/reauthenticate/",
    "account/2fa/reauthenticate/",
    "signalen/",
)


@pytest.fixture
def page(site: str, chromium: Browser) -> Iterator[Page]:
    # By host name: a passkey cannot belong to an IP address.
    context = chromium.new_context(base_url=site.replace("127.0.0.1", "localhost"))
    context.set_default_timeout(10_000)
    page = context.new_page()
    page.add_init_script(SCRIPT)
    violations: list[str] = []
    page.on("console", lambda line: "Security" in line.text and violations.append(line.text))
    yield page
    assert violations == []
    context.close()


def faults(page: Page, seen: Seen, *paths: str) -> list[str]:
    """Accessibility errors of the pages in both languages, and words of the wrong one."""
    page.mouse.move(0, 0)  # what it rests on changes its colours
    found = [one for language in ("/", "/en/") for one in faults_of(page, paths, language, seen)]
    return found + [mixed for path in paths for mixed in words_of_the_other(page, path)]


def words_of_the_other(page: Page, path: str) -> Iterator[str]:
    """In the page and in what the browser says about a field that is empty."""
    if not path.startswith("account/"):
        return
    for prefix, language in (("/", "nl"), ("/en/", "en")):
        page.goto(prefix + path)
        words = foreign_words_of_page(page.content(), language)
        bubbles = page.locator("form:not([novalidate]) :invalid").count()
        if words or bubbles:
            yield f"{prefix}{path}: {sorted(words)} {bubbles} fields that the browser judges"


def sign_in(page: Page, credentials: tuple[str, str]) -> None:
    page.goto("/account/login/")
    page.fill("#id_login", credentials[0])
    page.fill("#id_password", credentials[1])
    submit(page)


def go_and_confirm(page: Page, path: str, password: str) -> None:
    """Open a page that first asks for the password again."""
    page.goto(path)
    assert "/reauthenticate/" in page.url
    page.fill("#id_password", password)
    submit(page)
    assert page.url.endswith(path)


def submit(page: Page) -> None:
    with page.expect_navigation():
        page.locator("main form button[type=submit]").first.click()


def test_pages_for_anonymous_users(page: Page, seen: Seen):
    assert faults(page, seen, *VISITOR_PAGES) == []


def test_an_app_is_set_up_and_asked_for(
    page: Page, newcomers: tuple[tuple[str, str], ...], seen: Seen
):
    sign_in(page, newcomers[0])
    go_and_confirm(page, "/account/2fa/totp/activate/", newcomers[0][1])
    assert faults(page, seen, "account/2fa/totp/activate/") == []
    page.goto("/account/2fa/totp/activate/")
    secret = page.inner_text("#authenticator_secret")
    page.fill("#id_code", code_of(secret))
    submit(page)
    assert re.findall(r"\b\d{8}\b", page.inner_text(".codes"))
    assert faults(page, seen, *OWN_PAGES) == []
    page.goto("/")
    with page.expect_navigation():
        page.click(".account-line button")
    assert page.locator(".account-line").count() == 0
    sign_in(page, newcomers[0])
    assert faults(page, seen, "account/2fa/authenticate/") == []
    page.goto("/account/2fa/authenticate/")
    page.fill("#id_code", code_of(secret, later=1))
    submit(page)
    assert page.url.endswith("/beheer/")


def test_a_passkey_is_added_and_opens_the_door(
    page: Page, newcomers: tuple[tuple[str, str], ...], seen: Seen
):
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True}
    options |= {"hasUserVerification": True, "isUserVerified": True}
    options |= {"automaticPresenceSimulation": True}
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    sign_in(page, newcomers[1])
    go_and_confirm(page, "/account/2fa/webauthn/add/", newcomers[1][1])
    page.fill("#id_name", "Laptop")
    with page.expect_navigation():
        page.click("#mfa_webauthn_add")
    assert "/recovery-codes/" in page.url
    page.goto("/account/2fa/webauthn/")
    assert "Laptop" in page.inner_text("main")
    assert faults(page, seen, "account/2fa/webauthn/") == []
    page.context.clear_cookies()
    page.goto("/account/login/")
    with page.expect_navigation(url="**/beheer/"):
        page.click("#passkey_login")
    assert page.context.cookies()
