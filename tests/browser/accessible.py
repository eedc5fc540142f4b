"""Accessibility checks with axe-core, on desktop and phone, light and dark, in one visit."""

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WIDTHS = (360, 1280)
HEIGHT = 740
COLOURS = ("color-contrast", "link-in-text-block")
# Rules whose outcome depends on the width: layout, folded parts and scrolling.
LAYOUT = (
    "target-size", "scrollable-region-focusable", "region", "landmark-one-main",
    "landmark-unique", "page-has-heading-one", "heading-order", "bypass", "skip-link",
    "button-name", "link-name", "label", "aria-hidden-focus", "nested-interactive",
)  # fmt: skip
STANDARDS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


def _only(rules: tuple[str, ...]) -> dict[str, Any]:
    return {"runOnly": {"type": "rule", "values": list(rules)}}


_COLOURS = _only(COLOURS)
RULES = {
    "runOnly": list(STANDARDS),
    "rules": {rule: {"enabled": False} for rule in COLOURS},
}

Look = tuple[int, Any, dict[str, Any] | None]
"""Width, colour scheme, and the rules to check beside those about colours."""

# All rules where everything is visible; then only rules that can differ in the next look.
LOOKS: tuple[Look, ...] = (
    (1280, "light", RULES),
    (1280, "dark", None),
    (360, "dark", _only(LAYOUT)),
    (360, "light", None),
)

Seen = defaultdict[tuple[int, str], set[str]]
"""Kinds of text of which the colours were checked, by width and colour scheme."""


def nothing_seen() -> Seen:
    return defaultdict(set)


def checks_everything() -> bool:
    return os.environ.get("EVERYTHING") == "1"


def looks(turn: int | None) -> tuple[Look, ...]:
    """All four looks; with a `turn`, two that cover both widths, both schemes and all rules.

    With EVERYTHING=1, always all four.
    """
    if turn is None or checks_everything():
        return LOOKS
    wide, narrow = ("light", "dark") if turn % 2 == 0 else ("dark", "light")
    return (1280, wide, RULES), (360, narrow, _only(LAYOUT))


SCRIPT = Axe().axe_script
OURS = Path(__file__).with_suffix(".js").read_text()
_LOOK = f"() => {OURS}.look()"
_FAULTS = f"(asked) => {OURS}.faults(asked)"


def faults(
    page: Page, name: str = "", *, turn: int | None = None, seen: Seen | None = None
) -> list[str]:
    """Accessibility errors of the open page, in the looks of `turn`; without one the last stays.

    Texts whose colours were `seen` are passed over, and those of this page are added to it. With
    EVERYTHING=1 nothing is passed over.
    """
    chosen = looks(turn)
    if turn is not None and _width(page) == chosen[-1][0]:
        chosen = chosen[::-1]  # a change of look takes as long as opening a page
    found = _faults(page, chosen, nothing_seen() if seen is None else seen)
    return [f"{name or page.url}: {fault}" for fault in found]


def _width(page: Page) -> int:
    return (page.viewport_size or {"width": 0})["width"]


def _faults(page: Page, looks: tuple[Look, ...], seen: Seen) -> Iterator[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(SCRIPT)
    for width, scheme, rules in looks:
        page.emulate_media(color_scheme=scheme)
        if _width(page) != width:
            page.set_viewport_size({"width": width, "height": HEIGHT})
        kinds, overflow = page.evaluate(_LOOK)
        if overflow > 0:
            yield f"{overflow} pixels too wide ({width})"
        known = set() if checks_everything() else seen[width, scheme]
        new = [kind for kind in kinds if kind not in known]
        seen[width, scheme].update(new)
        asked = [rules, _COLOURS, None if checks_everything() else new]
        for error in page.evaluate(_FAULTS, asked) if rules or new else ():
            yield f"{error} ({width}, {scheme})"


def faults_of(
    page: Page, paths: Iterable[str], language: str = "", seen: Seen | None = None
) -> list[str]:
    """The errors of each of `paths`. Both languages together cover all four looks of a path."""
    seen = nothing_seen() if seen is None else seen
    errors, listed = [], list(paths)
    for turn in (0, 1):  # those with the same looks after each other
        for path in listed[turn ^ ("en" in language) :: 2]:
            page.goto(language + path)
            errors += faults(page, language + path, turn=turn, seen=seen)
    return errors
