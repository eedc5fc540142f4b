"""Accessibility checks with axe-core, on desktop and phone, light and dark, in one visit."""

import os
from collections.abc import Iterable, Iterator
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WIDTHS = (360, 1280)
HEIGHT = 740
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
COLOURS = ("color-contrast", "link-in-text-block")
# Rules whose outcome depends on the width: layout, folded parts and scrolling.
LAYOUT = (
    *COLOURS, "target-size", "scrollable-region-focusable", "region", "landmark-one-main",
    "landmark-unique", "page-has-heading-one", "heading-order", "bypass", "skip-link",
    "button-name", "link-name", "label", "aria-hidden-focus", "nested-interactive",
)  # fmt: skip


def _only(rules: tuple[str, ...]) -> dict[str, Any]:
    return {"runOnly": {"type": "rule", "values": list(rules)}}


Look = tuple[int, Any, dict[str, Any]]
"""Width, colour scheme, and the rules to check."""

# All rules where everything is visible; then only rules that can differ in the next look.
LOOKS: tuple[Look, ...] = (
    (1280, "light", RULES),
    (1280, "dark", _only(COLOURS)),
    (360, "dark", _only(LAYOUT)),
    (360, "light", _only(COLOURS)),
)


def looks(turn: int | None) -> tuple[Look, ...]:
    """All four looks; with a `turn`, two that cover both widths, both schemes and all rules.

    With EVERYTHING=1, always all four.
    """
    if turn is None or os.environ.get("EVERYTHING") == "1":
        return LOOKS
    wide, narrow = ("light", "dark") if turn % 2 == 0 else ("dark", "light")
    return (1280, wide, RULES), (360, narrow, _only(LAYOUT))


SCRIPT = Axe().axe_script
# No preload: it would add a style element, which the Content-Security-Policy forbids.
# axe cannot decide the contrast on a background image, such as the icon of an invalid field or of a
# link, and of text in SVG: the script compares those colours itself. Other undecided results fail.
_RUN = """async (rules) => {
    document.getAnimations().forEach((animation) => animation.finish());  // transitions of colours
    const report = await axe.run(document, {
        ...rules, preload: false, resultTypes: ["violations", "incomplete"],
    });
    const light = (colour) => {
        const [r, g, b] = colour.match(/[\\d.]+/g).map((part) => part / 255)
            .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
    };
    const pair = (node) => {
        const style = getComputedStyle(node);
        if (node.matches("select, input, textarea")) return [style.color, style.backgroundColor];
        let behind = node.closest("svg text")?.previousElementSibling;
        while (behind && !behind.matches("rect")) behind = behind.previousElementSibling;
        if (behind) return [style.fill, getComputedStyle(behind).fill];
        return besideIcon(node, node.closest("svg text") ? style.fill : style.color);
    };
    const besideIcon = (node, color) => {
        for (let behind = node; behind; behind = behind.parentElement) {
            const { backgroundColor, backgroundImage, backgroundRepeat } = getComputedStyle(behind);
            if (backgroundImage !== "none" && backgroundRepeat !== "no-repeat") return null;
            if (backgroundColor.startsWith("rgb(")) return [color, backgroundColor];
        }
        return null;
    };
    const isClear = (rule, { any, target }) => {
        const node = rule === "color-contrast" && document.querySelector(target.join(" "));
        const pictured = any.every(({ data }) => ["bgImage", "imgNode"].includes(data?.messageKey));
        const colours = node && pictured && pair(node);
        if (!colours) return false;
        const [one, other] = colours.map(light).sort((a, b) => a - b);
        return other / one >= 4.5;
    };
    const found = [];
    for (const [kind, rules] of [["", report.violations], [" (undecided)", report.incomplete]]) {
        for (const { id, nodes } of rules) {
            const open = kind ? nodes.filter((node) => !isClear(id, node)) : nodes;
            const targets = open.slice(0, 4).map(({ target }) => target.join(" "));
            if (open.length) found.push(`${id}${kind} at ${targets.join(", ")}`);
        }
    }
    return found;
}"""


def faults(page: Page, name: str = "", *, turn: int | None = None) -> list[str]:
    """Accessibility errors of the open page, in the looks of `turn`; the last look stays."""
    return [f"{name or page.url}: {fault}" for fault in _faults(page, looks(turn))]


def _faults(page: Page, looks: tuple[Look, ...]) -> Iterator[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(SCRIPT)
    for width, scheme, rules in looks:
        page.emulate_media(color_scheme=scheme)
        if (page.viewport_size or {}).get("width") != width:
            page.set_viewport_size({"width": width, "height": HEIGHT})
        for error in page.evaluate(_RUN, rules):
            yield f"{error} ({width}, {scheme})"
        overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        if overflow > 0:
            yield f"{overflow} pixels too wide ({width})"


def faults_of(page: Page, paths: Iterable[str], language: str = "") -> list[str]:
    """The errors of each of `paths`. Both languages together cover all four looks of a path."""
    errors = []
    for number, path in enumerate(paths):
        page.goto(language + path)
        errors += faults(page, language + path, turn=number + ("en" in language))
    return errors
