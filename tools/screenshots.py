"""Takes the screenshots of the README and of the handbook for editors.

python -m tools.screenshots     needs chromium and, for PDFs, pdftoppm (poppler-utils)
"""

import subprocess
import sys
import urllib.request
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tools.serving import EDITOR, portal

CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
FOLDER = Path(__file__).resolve().parent.parent / "docs" / "pictures"
RESULT = (
    "/verwijzen/?gevaar=nee&rol=onderwijs&leeftijd=onder-18&situatie=uitgebuit&omstandigheden=lvb"
)
PICTURES = {"home": ("/", 1280, 800), "result": (RESULT, 1280, 900), "phone": (RESULT, 360, 740)}

SENTENCE = "leerling 15, chantage met foto's"
PDFS = {"factsheet": "/factsheets/politie.pdf", "belkaart": "/factsheets/belkaart.pdf"}


def signed_in(browser: Browser, address: str) -> Page:
    page = browser.new_page(viewport={"width": 1280, "height": 800}, base_url=address)
    page.goto("/account/login/")
    page.fill("#id_login", EDITOR[0])
    page.fill("#id_password", EDITOR[1])
    with page.expect_navigation():
        page.click("main button[type=submit]")
    return page


def take(page: Page, name: str) -> None:
    page.screenshot(path=FOLDER / f"{name}.png")


def open_number(page: Page) -> None:
    page.goto("/beheer/knowledge/contactdetail/?q=comensha-telefoon")
    with page.expect_navigation():
        page.locator("#result_list tbody th a").first.click()


def save(page: Page, number: str, reason: str) -> None:
    page.fill("#id_value", number)
    page.fill("#id_change_reason", reason)
    with page.expect_navigation():
        page.locator("input[name=_continue]").first.click()


def take_editing(browser: Browser, address: str) -> None:
    """The screenshots of the handbook, one after each step of an editor."""
    page, second = signed_in(browser, address), signed_in(browser, address)
    page.goto("/beheer/")
    take(page, "beheer-begin")
    page.goto("/beheer/controleren/")
    take(page, "beheer-controleren")
    open_number(page)
    open_number(second)
    save(page, "033 448 11 87", "Gebeld: er is een ander nummer")
    save(second, "033 448 11 88", "Zo staat het op de website")
    take(second, "beheer-tegelijk")
    page.goto(page.url.replace("/change/", "/history/"))
    take(page, "beheer-geschiedenis")
    take_factsheet_preview(page)


def take_pdfs(address: str) -> None:
    """The first page of each PDF."""
    for name, path in PDFS.items():
        with urllib.request.urlopen(address + path) as response:
            content = response.read()
        command = ["pdftoppm", "-png", "-singlefile", "-r", "72", "-", str(FOLDER / name)]
        subprocess.run(command, input=content, check=True)


def take_factsheet_preview(page: Page) -> None:
    page.goto("/beheer/knowledge/factsheet/?q=politie")
    with page.expect_navigation():
        page.locator("#result_list tbody th a").first.click()
    page.check("[data-live-preview] [data-on]")
    page.fill("#id_sections-0-title_nl", "Bel nu")
    page.frame_locator("[data-live-preview] iframe").get_by_text("Bel nu").first.wait_for()
    page.locator("#sections-0").scroll_into_view_if_needed()
    take(page, "beheer-factsheet")


def take_sentence(browser: Browser, address: str) -> None:
    """What a typed sentence leads to."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(address)
    page.fill("main input[type=search]", SENTENCE)
    with page.expect_navigation():
        page.press("main input[type=search]", "Enter")
    take(page, "sentence")
    page.close()


def main() -> int:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with portal() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for name, (path, width, height) in PICTURES.items():
            page = browser.new_page(viewport={"width": width, "height": height})
            page.goto(address + path)
            take(page, name)
            page.close()
        take_sentence(browser, address)
        take_pdfs(address)
        take_editing(browser, address)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
