"""Takes the pictures of the README: home and a result, as a visitor sees them.

python -m tools.pictures            needs chromium
"""

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from tools.serving import portal

CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
FOLDER = Path(__file__).resolve().parent.parent / "docs" / "pictures"
RESULT = (
    "/verwijzen/?gevaar=nee&rol=onderwijs&leeftijd=onder-18&situatie=vermoeden"
    "&politie=anoniem&opvang=nee&omstandigheden=lvb"
)
PICTURES = {"home": ("/", 1280, 800), "result": (RESULT, 1280, 900), "phone": (RESULT, 360, 740)}


def main() -> int:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with portal() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for name, (path, width, height) in PICTURES.items():
            page = browser.new_page(viewport={"width": width, "height": height})
            page.goto(address + path)
            page.screenshot(path=FOLDER / f"{name}.png")
            page.close()
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
