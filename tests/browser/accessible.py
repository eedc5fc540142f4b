"""What axe-core finds on a page, on a desktop and a phone, light and dark, in one visit."""

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
# What another width can change: what stands where, what is folded away, what has to scroll.
LAYOUT = (
    *COLOURS, "target-size", "scrollable-region-focusable", "region", "landmark-one-main",
    "landmark-unique", "page-has-heading-one", "heading-order", "bypass", "skip-link",
    "button-name", "link-name", "label", "aria-hidden-focus", "nested-interactive",
)  # fmt: skip


def _only(rules: tuple[str, ...]) -> dict[str, Any]:
    return {"runOnly": {"type": "rule", "values": list(rules)}}


Look = tuple[int, Any, dict[str, Any]]
"""Width, colour scheme, and the rules that are read in it."""

# All rules where everything is in sight; after that those that the next look can change.
LOOKS: tuple[Look, ...] = (
    (1280, "light", RULES),
    (1280, "dark", _only(COLOURS)),
    (360, "dark", _only(LAYOUT)),
    (360, "light", _only(COLOURS)),
)


def looks(turn: int | None) -> tuple[Look, ...]:
    """All four; of many pages of one kind, two in turn: both widths, both schemes, all rules.

    With EVERYTHING=1 all four, always.
    """
    if turn is None or os.environ.get("EVERYTHING") == "1":
        return LOOKS
    wide, narrow = ("light", "dark") if turn % 2 == 0 else ("dark", "light")
    return (1280, wide, RULES), (360, narrow, _only(LAYOUT))


SCRIPT = Axe().axe_script
# Without preload: it would write a style into the page, which the policy forbids.
# axe leaves open what has a picture behind it, as the mark of a field with a mistake or the icon in
# the margin of a link, and text in a drawing: there the two colours are compared here. Whatever
# else it leaves open is a fault.
_RUN = """async (rules) => {
    document.getAnimations().forEach((one) => one.finish());  // colours that are on their way
    const said = await axe.run(document, {
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
    for (const [kind, rules] of [["", said.violations], [" (undecided)", said.incomplete]]) {
        for (const { id, nodes } of rules) {
            const open = kind ? nodes.filter((node) => !isClear(id, node)) : nodes;
            const targets = open.slice(0, 4).map(({ target }) => target.join(" "));
            if (open.length) found.push(`${id}${kind} at ${targets.join(", ")}`);
        }
    }
    return found;
}"""


def faults(page: Page, name: str = "", *, turn: int | None = None) -> list[str]:
    """What is wrong with the page that is open, in the looks of its turn. It stays in the last."""
    return [f"{name or page.url}: {fault}" for fault in _faults(page, looks(turn))]


def _faults(page: Page, wanted: tuple[Look, ...]) -> Iterator[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(SCRIPT)
    for width, scheme, rules in wanted:
        page.emulate_media(color_scheme=scheme)
        if (page.viewport_size or {}).get("width") != width:
            page.set_viewport_size({"width": width, "height": HEIGHT})
        for found in page.evaluate(_RUN, rules):
            yield f"{found} ({width}, {scheme})"
        broad = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        if broad > 0:
            yield f"{broad} pixels too wide ({width})"


def faults_of(page: Page, paths: Iterable[str], language: str = "") -> list[str]:
    """The same of each of `paths`, opened one after another. In the two languages together each
    path is seen in all four looks.
    """
    found = []
    for number, path in enumerate(paths):
        page.goto(language + path)
        found += faults(page, language + path, turn=number + ("en" in language))
    return found
