"""Keyboard navigation: moving with Tab and checking that the focus is visible."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from playwright.sync_api import Locator, Page

MAX_STOPS = 300  # tab stops on a page; more means a keyboard trap
ROW_TOLERANCE = 24  # vertical difference in pixels within one row

# The focused element: its text, position, and whether its focus indicator is visible and it is not
# covered. An indicator around the row of an answer, or around its parent, counts as well.
_STOP = """() => {
    const e = document.activeElement;
    if (!e || e === document.body || e === document.documentElement) return null;
    const marked = (one) => {
        const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(one);
        return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2
            && !/, 0\\)$|transparent/.test(outlineColor);
    };
    const row = e.matches("input") ? e.labels?.[0]?.parentElement : null;
    const box = e.getClientRects()[0] ?? new DOMRect();
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    const hit = document.elementFromPoint(x, y);
    const inSight = hit !== null && (e.contains(hit) || hit.contains(e) && !hit.matches("body")
        || hit.closest("label")?.control === e);
    return {
        words: (e.ariaLabel || e.innerText || e.labels?.[0]?.innerText || e.value || e.id).trim(),
        marked: [e, e.parentElement, row].some((one) => one && marked(one)),
        inSight,
        box: { left: box.left, right: box.right, top: box.top + scrollY, height: box.height },
        key: [...document.querySelectorAll("*")].indexOf(e),
    };
}"""


@dataclass(frozen=True, slots=True)
class Stop:
    """A tab stop. `key` is the index of the element in the document."""

    words: str
    marked: bool
    in_sight: bool
    box: dict[str, float]
    key: int

    def faults(self) -> list[str]:
        unseen = [] if self.marked else ["the focus cannot be seen"]
        covered = [] if self.in_sight else ["something lies over it, or it is out of sight"]
        return [f"{self.words!r}: {fault}" for fault in unseen + covered]

    def is_above(self, before: "Stop") -> bool:
        """True when it is above the stop before it, in the same column."""
        box, other = self.box, before.box
        same_column = box["left"] < other["right"] and other["left"] < box["right"]
        return same_column and box["top"] < other["top"] - ROW_TOLERANCE


def stop(page: Page) -> Stop | None:
    focus: Any = page.evaluate(_STOP)
    if not focus:
        return None
    return Stop(focus["words"], focus["marked"], focus["inSight"], focus["box"], focus["key"])


def walk(page: Page) -> list[Stop]:
    """Every tab stop of the open page, from start to end."""
    stops: list[Stop] = []
    while len(stops) < MAX_STOPS:
        page.keyboard.press("Tab")
        here = stop(page)
        if here is None or (stops and here.key == stops[0].key):
            return stops
        stops.append(here)
    raise AssertionError(f"keyboard trap: {[stop.words for stop in stops[-5:]]}")


def faults(stops: list[Stop]) -> list[str]:
    """Errors in the tab stops: invisible focus, covered, or out of order."""
    errors = [error for stop in stops for error in stop.faults()]
    for before, after in pairwise(stops):
        if after.key < before.key:
            errors.append(f"{after.words!r} comes after {before.words!r} and stands before it")
        elif after.is_above(before):
            errors.append(f"{after.words!r} comes after {before.words!r} and stands above it")
    return errors


def reach(page: Page, target: Locator) -> None:
    """Press Tab until `target` has a visible focus."""
    wanted = target.element_handle()
    for _ in range(MAX_STOPS):
        page.keyboard.press("Tab")
        if page.evaluate("(e) => e === document.activeElement", wanted):
            here = stop(page)
            assert here
            assert here.faults() == []
            return
    raise AssertionError(f"{target} is not reached with the keyboard")


def press(page: Page, *keys: str) -> None:
    """Press `keys`; the last one navigates to another page."""
    for key in keys[:-1]:
        page.keyboard.press(key)
    with page.expect_navigation():
        page.keyboard.press(keys[-1])
