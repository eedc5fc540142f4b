"""Helpers for tests of offline pages: saving them, and inspecting caches and storage."""

import re

from playwright.sync_api import Page, expect

NOTE = ".copy-note"
KEYS = """async () => {
    const found = [];
    for (const name of await caches.keys())
        for (const request of await (await caches.open(name)).keys())
            found.push(request.url.replace(location.origin, ""));
    return found;
}"""
STORED = """async () => [
    localStorage.length, sessionStorage.length, (await indexedDB.databases()).length,
    document.cookie, (await navigator.serviceWorker.getRegistrations()).length,
    (await caches.keys()).length]"""
OF_THE_MOMENT = ".hours.open:not(.always), .hours.closed"
RED = "rgb(179, 38, 30)"
SHEETS = ("/factsheets/belkaart.pdf", "/en/factsheets/belkaart.pdf", "/factsheets/politie.pdf")
NOT_KEPT = (
    "/factsheets/zorg-en-jeugdhulp/", "/loketten/", "/verwijzen/?gevaar=nee", "/nergens/"
)  # fmt: skip
CARD = "/en/factsheets/belkaart/"
MADE_OLD = """async () => {
    const cache = await caches.open((await caches.keys())[0]);
    const list = await (await cache.match("/offline/lijst.json")).text();
    const headers = { "X-Kept-At": new Date(Date.now() - 25 * 3_600_000).toISOString() };
    await cache.put("/offline/lijst.json", new Response(list, { headers }));
}"""
EMPTY = [0, 0, 0, "", 0, 0]
MAY_BE_KEPT = re.compile(
    r"/offline/lijst\.json|/static/[^?]+"
    r"|(/en)?/(offline/(niet-hier/)?|loketten/[\w-]+/|factsheets/[\w-]+(/|\.pdf))?"
)


def keep(page: Page, language: str = "") -> None:
    page.goto(f"{language}/offline/")
    page.locator("[data-keep]").click()
    expect(page.locator("[data-remove]")).to_be_visible(timeout=30_000)


def open_offline(page: Page, path: str) -> None:
    page.context.set_offline(True)
    page.goto(path)


def wait_until_kept(page: Page, path: str) -> None:
    page.wait_for_function(f"async () => (await ({KEYS})()).includes({path!r})")
