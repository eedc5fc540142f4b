"""Colours declared in stylesheets, and the contrast of the pairs that occur. Pure.

Contrast as in WCAG 2.2: text needs 4.5 : 1 (1.4.3); controls, their state and the focus indicator
need 3 : 1 (1.4.11).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

TEXT, CONTROL = 4.5, 3.0

Colours = Mapping[str, str]
"""Value by name of the variable without its dashes: {"ink": "#17262b"}."""

_SURFACES = ("ground", "sheet")
_TINTS = ("action-tint", "caution-tint", "good-tint", "wrong-tint")
_TEXTS: Mapping[str, Sequence[str]] = {
    "ink": (*_SURFACES, *_TINTS, "sunk", "marked"),
    "quiet": (*_SURFACES, "sunk", "action-tint", "marked"),
    "action": (*_SURFACES, "action-tint", "caution-tint", "marked"),
    "action-strong": (*_SURFACES, "action-tint"),
    "on-action": ("action", "action-strong"),
    "on-solid": ("solid",),
    "on-danger": ("danger",),
    "wrong": (*_SURFACES, "wrong-tint"),
    "caution": (*_SURFACES, "caution-tint"),
    "good": (*_SURFACES, "good-tint"),
    "way-1": ("ground",),
    "way-2": ("ground",),
    "way-3": ("ground",),
}
_CONTROLS: Mapping[str, Sequence[str]] = {
    "edge": _SURFACES,
    "focus": (*_SURFACES, *_TINTS, "sunk"),
    "on-danger": ("danger",),  # the focus within the strip of 112
    "solid": _SURFACES,
}


@dataclass(frozen=True, slots=True)
class Pair:
    """Names of a foreground and a background colour, and the least contrast they need."""

    front: str
    back: str
    least: float


PAIRS = (
    *(Pair(front, back, TEXT) for front, backs in _TEXTS.items() for back in backs),
    *(Pair(front, back, CONTROL) for front, backs in _CONTROLS.items() for back in backs),
)

_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_MEDIA = re.compile(r"@media([^{]*)\{((?:[^{}]*\{[^{}]*\})*[^{}]*)\}")
_VARIABLE = re.compile(r"--([\w-]+)\s*:\s*([^;{}]+)")
_DARK = re.compile(r"prefers-color-scheme\s*:\s*dark")
_HEX = re.compile(r"#([0-9a-f]{3}|[0-9a-f]{6})", re.I)


def variables(css: str) -> dict[str, dict[str, str]]:
    """Variables that `css` sets for everyone ("light"), and in dark mode only ("dark")."""
    css = _COMMENT.sub("", css)
    dark = [inside for query, inside in _MEDIA.findall(css) if _DARK.search(query)]
    return {"light": _set_in(_MEDIA.sub("", css)), "dark": _set_in("".join(dark))}


def schemes(*stylesheets: str) -> dict[str, dict[str, str]]:
    """The variables of both schemes when a browser loads `stylesheets` in this order.

    What a later one sets for everyone also overrides what an earlier one sets for dark mode.
    """
    merged: dict[str, dict[str, str]] = {"light": {}, "dark": {}}
    for css in stylesheets:
        declared = variables(css)
        merged["light"] |= declared["light"]
        merged["dark"] |= declared["light"] | declared["dark"]
    return merged


def contrast(colour: str, other: str) -> float:
    """From 1 (equal) to 21 (black on white). ValueError unless both are written as #rrggbb."""
    darker, lighter = sorted((_luminance(colour), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def faults(colours: Colours) -> Iterator[str]:
    """Messages on each pair with too little contrast, and each colour that cannot be parsed."""
    names = dict.fromkeys(name for pair in PAIRS for name in (pair.front, pair.back))
    unparsed = [name for name in names if not _HEX.fullmatch(colours.get(name, ""))]
    for name in unparsed:
        yield f"--{name} is {colours.get(name, 'not set')}: write it as #rrggbb"
    for pair in PAIRS:
        if pair.front in unparsed or pair.back in unparsed:
            continue
        ratio = contrast(colours[pair.front], colours[pair.back])
        if ratio < pair.least:
            yield (
                f"--{pair.front} on --{pair.back} has a contrast of {ratio:.2f} : 1, "
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
