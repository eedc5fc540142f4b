"""The ways that matter, as people walk them."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.browser


@pytest.fixture(params=[True, False], ids=["with script", "without script"])
def page(request: pytest.FixtureRequest, site: str, chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(
        viewport={"width": 360, "height": 740}, java_script_enabled=request.param, base_url=site
    )
    context.set_default_timeout(5_000)
    yield context.new_page()
    context.close()


def row(page: Page, answer: str) -> Locator:
    """The whole row of an answer, which is one large target."""
    return page.locator(".form-check-label", has=page.get_by_text(answer, exact=True))


def follow(page: Page, target: Locator) -> None:
    """Tap what leads to another page, and wait until that page is there."""
    with page.expect_navigation():
        target.click()


def choose(page: Page, *answers: str) -> None:
    """Tap each answer and go on; an empty answer only goes on."""
    for answer in answers:
        if answer:
            row(page, answer).click()
        follow(page, page.locator("button[name=verder]"))


def test_a_teacher_finds_the_number_on_a_phone(page: Page):
    page.goto("/")
    follow(page, page.get_by_role("link", name="Start de wegwijzer"))
    choose(page, "Nee", "Onderwijs", "Jonger dan 18")
    choose(page, "Signalen of een vermoeden, geen zekerheid")
    choose(page, "Ik wil zelf anoniem blijven", "Nee", "")
    assert page.locator("h1").inner_text() == "Vraag advies aan Veilig Thuis"
    number = page.locator(".first-desk a.number")
    assert number.inner_text() == "0800-2000"
    assert number.get_attribute("href") == "tel:08002000"
    assert "0800-7000" in page.locator("main").inner_text()


def test_going_on_without_an_answer_says_what_is_missing(page: Page):
    page.goto("/en/verwijzen/?gevaar=nee")
    follow(page, page.locator("button[name=verder]"))
    assert page.get_by_role("alert").inner_text() == "Choose an answer to go on."
    row(page, "Hotel").click()
    follow(page, page.locator("button[name=verder]"))
    assert "rol=hotel" in page.url
    assert "verder" not in page.url


def test_an_answer_is_changed_and_the_rest_is_kept(page: Page):
    page.goto(
        "/verwijzen/?gevaar=nee&rol=onderwijs&leeftijd=onder-18&situatie=beelden&omstandigheden=lvb"
    )
    assert page.locator(".first-desk a.number").inner_text() == "020 261 52 75"
    follow(page, page.get_by_role("link", name=re.compile("wijzig.*Hoe oud is hij")))
    assert page.get_by_label("Jonger dan 18").is_checked()
    choose(page, "18 of ouder")
    assert "leeftijd=18-plus&situatie=beelden&omstandigheden=lvb" in page.url
    assert page.locator(".first-desk").count() == 1


def test_the_way_back_is_the_previous_question(page: Page):
    page.goto("/verwijzen/")
    choose(page, "Nee", "Gemeente")
    follow(page, page.get_by_role("link", name="Vorige vraag"))
    assert page.locator("h1").inner_text() == "Wat is uw werk?"
    assert page.get_by_label("Gemeente").is_checked()


def test_an_editor_corrects_nothing_without_logging_in(page: Page):
    page.goto("/beheer/knowledge/service/")
    assert page.locator("#id_login").is_visible()


def test_only_the_keyboard(site: str, chromium: Browser):
    page = chromium.new_page(viewport={"width": 1280, "height": 800})
    page.goto(f"{site}/verwijzen/?gevaar=nee&rol=zorg")
    page.locator("#id_leeftijd_0").focus()
    page.keyboard.press("ArrowDown")
    assert page.get_by_label("18 of ouder").is_checked()
    page.keyboard.press("Enter")
    page.wait_for_url("**leeftijd=18-plus")
    assert page.locator("h1").inner_text() == "Wat is er aan de hand?"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.close()


def test_print_and_copy_appear_only_where_they_work(site: str, chromium: Browser):
    address = f"{site}/verwijzen/?gevaar=ja"
    with_script = chromium.new_page()
    with_script.goto(address)
    assert with_script.get_by_role("button", name="Print").is_visible()
    with_script.close()
    without = chromium.new_context(java_script_enabled=False)
    page = without.new_page()
    page.goto(address)
    assert not page.locator(".tools").is_visible()
    without.close()
