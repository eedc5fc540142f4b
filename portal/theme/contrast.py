"""The colours that stylesheets declare, and how they stand against each other. Pure.

Contrast is that of WCAG 2.2: text needs 4.5 : 1 (1.4.3), what shows a control, its state or the
focus 3 : 1 (1.4.11).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

TEXT, CONTROL = 4.5, 3.0

Colours = Mapping[str, str]
"""By name of the variable, without its dashes: {"ink": "#17262b"}."""

_ON_PAPER = ("ground", "sheet")
_TINTS = ("action-tint", "caution-tint", "good-tint", "wrong-tint")
_WORDS: Mapping[str, Sequence[str]] = {
    "ink": (*_ON_PAPER, *_TINTS, "sunk", "marked"),
    "quiet": (*_ON_PAPER, "sunk", "action-tint", "marked"),
    "action": (*_ON_PAPER, "action-tint", "caution-tint", "marked"),
    "action-strong": (*_ON_PAPER, "action-tint"),
    "on-action": ("action", "action-strong"),
    "on-solid": ("solid",),
    "on-danger": ("danger",),
    "wrong": (*_ON_PAPER, "wrong-tint"),
    "caution": (*_ON_PAPER, "caution-tint"),
    "good": (*_ON_PAPER, "good-tint"),
    "way-1": ("ground",),
    "way-2": ("ground",),
    "way-3": ("ground",),
}
_SIGNS: Mapping[str, Sequence[str]] = {
    "edge": _ON_PAPER,
    "focus": (*_ON_PAPER, *_TINTS, "sunk"),
    "on-danger": ("danger",),  # the focus within the strip of 112
    "solid": _ON_PAPER,
}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two colours by name that stand on each other, and the contrast that they need."""

    front: str
    back: str
    least: float


PAIRS = (
    *(Pair(front, back, TEXT) for front, backs in _WORDS.items() for back in backs),
    *(Pair(front, back, CONTROL) for front, backs in _SIGNS.items() for back in backs),
)

_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_MEDIA = re.compile(r"@media([^{]*)\{((?:[^{}]*\{[^{}]*\})*[^{}]*)\}")
_VARIABLE = re.compile(r"--([\w-]+)\s*:\s*([^;{}]+)")
_DARK = re.compile(r"prefers-color-scheme\s*:\s*dark")
_HEX = re.compile(r"#([0-9a-f]{3}|[0-9a-f]{6})", re.I)


def variables(css: str) -> dict[str, dict[str, str]]:
    """What `css` sets for everyone ("light"), and what it sets besides in the dark ("dark")."""
    css = _COMMENT.sub("", css)
    dark = [inside for query, inside in _MEDIA.findall(css) if _DARK.search(query)]
    return {"light": _set_in(_MEDIA.sub("", css)), "dark": _set_in("".join(dark))}


def schemes(*stylesheets: str) -> dict[str, dict[str, str]]:
    """The variables of both schemes when a browser reads `stylesheets` in this order.

    What a later one sets for everyone also replaces what an earlier one set for the dark.
    """
    found: dict[str, dict[str, str]] = {"light": {}, "dark": {}}
    for css in stylesheets:
        these = variables(css)
        found["light"] |= these["light"]
        found["dark"] |= these["light"] | these["dark"]
    return found


def contrast(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black on white). ValueError for what is not written as #rrggbb."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def faults(colours: Colours) -> Iterator[str]:
    """Each pair that lacks contrast, in words; and each colour of a pair that cannot be read."""
    names = dict.fromkeys(name for pair in PAIRS for name in (pair.front, pair.back))
    unread = [name for name in names if not _HEX.fullmatch(colours.get(name, ""))]
    for name in unread:
        yield f"--{name} is {colours.get(name, 'not set')}: write it as #rrggbb"
    for pair in PAIRS:
        if pair.front in unread or pair.back in unread:
            continue
        found = contrast(colours[pair.front], colours[pair.back])
        if found < pair.least:
            yield (
                f"--{pair.front} on --{pair.back} has a contrast of {found:.2f} : 1, "
                f"and needs {pair.least} : 1"
            )


def _set_in(css: str) -> dict[str, str]:
    return {name: value.strip() for name, value in _VARIABLE.findall(css)}


def _luminance(colour: str) -> float:
    if not _HEX.fullmatch(colour):
        raise ValueError(f"{colour} is not written as #rrggbb")
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    red, green, blue = (_linear(int(digits[at : at + 2], 16) / 255) for at in (0, 2, 4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
