"""A person with a keyboard only: goes on with Tab, and sees where she is."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from playwright.sync_api import Locator, Page

MOST = 300  # stops on a page; more is a trap
ROW = 24  # pixels by which what stands beside each other may differ in height

# Of what has the focus: its words, its place, and whether it can be seen and is not covered. A
# mark around the row of an answer, or around what holds the focus, counts as well.
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
    """Where the focus is. `key` is its place in the document."""

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
        """Whether it stands above, in the same column as, what came before it."""
        one, other = self.box, before.box
        same_column = one["left"] < other["right"] and other["left"] < one["right"]
        return same_column and one["top"] < other["top"] - ROW


def stop(page: Page) -> Stop | None:
    found: Any = page.evaluate(_STOP)
    if not found:
        return None
    return Stop(found["words"], found["marked"], found["inSight"], found["box"], found["key"])


def walk(page: Page) -> list[Stop]:
    """Every stop of the page that is open, from its beginning to its end."""
    stops: list[Stop] = []
    while len(stops) < MOST:
        page.keyboard.press("Tab")
        here = stop(page)
        if here is None or (stops and here.key == stops[0].key):
            return stops
        stops.append(here)
    raise AssertionError(f"there is no end to it: {[one.words for one in stops[-5:]]}")


def faults(stops: list[Stop]) -> list[str]:
    """What is wrong with a walk: not seen, covered, out of order."""
    found = [fault for one in stops for fault in one.faults()]
    for before, after in pairwise(stops):
        if after.key < before.key:
            found.append(f"{after.words!r} comes after {before.words!r} and stands before it")
        elif after.is_above(before):
            found.append(f"{after.words!r} comes after {before.words!r} and stands above it")
    return found


def reach(page: Page, target: Locator) -> None:
    """Press Tab until `target` has the focus, which then can be seen."""
    wanted = target.element_handle()
    for _ in range(MOST):
        page.keyboard.press("Tab")
        if page.evaluate("(e) => e === document.activeElement", wanted):
            here = stop(page)
            assert here
            assert here.faults() == []
            return
    raise AssertionError(f"{target} is not reached with the keyboard")


def press(page: Page, *keys: str) -> None:
    """Press `keys`, the last of which leads to another page."""
    for key in keys[:-1]:
        page.keyboard.press(key)
    with page.expect_navigation():
        page.keyboard.press(keys[-1])
