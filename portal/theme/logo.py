"""Validation of an organisation's logo: its format and size, and no active content. Pure."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]

_PNG = b"\x89PNG\r\n\x1a\n"
LARGEST_SIDE = 2_000
"""Pixels. A PNG of 20 kB may say that it has 65,000 by 65,000, which a browser then unpacks."""
_FORBIDDEN = {"script", "foreignObject", "image", "iframe", "a", "animate", "set", "handler"}
_ELSEWHERE = re.compile(r"url\s*\(\s*[\"']?(?!#)|@import|\\", re.I)
_USE = "{http://www.w3.org/2000/svg}use"
_NUMBER = re.compile(r"(\d+(?:\.\d+)?)(?:px)?")


class LogoError(Exception):
    """Why a file is not a valid logo, as the end of a sentence."""


def logo_size(content: bytes) -> tuple[str, int, int]:
    """`svg` or `png`, width and height in pixels; LogoError for anything else."""
    if content.startswith(_PNG) and content[12:16] == b"IHDR" and len(content) > 24:
        return "png", *_bounded(_whole(content[16:20]), _whole(content[20:24]))
    try:
        root = fromstring(content)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        raise LogoError("is not a picture: name a file in SVG or PNG") from None
    if root.tag != "{http://www.w3.org/2000/svg}svg":
        raise LogoError("is not a picture: name a file in SVG or PNG")
    if any(_is_active(element) for element in root.iter()):
        raise LogoError("holds a script, a link or something from elsewhere: take that out")
    if _multiplies(root):
        raise LogoError("repeats parts that repeat parts: draw them once")
    return "svg", *_bounded(*_size(root))


def _bounded(width: int, height: int) -> tuple[int, int]:
    if max(width, height) > LARGEST_SIDE:
        raise LogoError(
            f"is {width} by {height} pixels: make it no larger than {LARGEST_SIDE} by "
            f"{LARGEST_SIDE}"
        )
    return width, height


def _multiplies(root: Element) -> bool:
    """Whether a `use` shows something with a `use` in it: ten such layers are a billion shapes."""
    named = {element.get("id"): element for element in root.iter() if element.get("id")}
    shown = {_target(element) for element in root.iter() if element.tag == _USE}
    return any(_USE in {part.tag for part in named[name].iter()} for name in shown & named.keys())


def _target(element: Element) -> str | None:
    named = (value for name, value in element.attrib.items() if name.endswith("href"))
    return next((value.removeprefix("#") for value in named), None)


def _whole(number: bytes) -> int:
    return max(1, int.from_bytes(number))


def _is_active(element: Element) -> bool:
    if element.tag.rpartition("}")[2] in _FORBIDDEN or _ELSEWHERE.search(element.text or ""):
        return True
    return any(_is_external(name, value) for name, value in element.attrib.items())


def _is_external(name: str, value: str) -> bool:
    plain = name.rpartition("}")[2].lower()
    is_link = plain in ("href", "src") and not value.startswith("#")
    return is_link or plain.startswith("on") or bool(_ELSEWHERE.search(value))


def _size(root: Element) -> tuple[int, int]:
    """Width and height from `viewBox`, or else from the attributes."""
    box = re.split(r"[\s,]+", root.get("viewBox", "").strip())
    sides = box[2:] if len(box) == 4 else [root.get("width", ""), root.get("height", "")]
    numbers = [float(match[1]) for side in sides if (match := _NUMBER.fullmatch(side))]
    if len(numbers) != 2 or min(numbers) <= 0:
        raise LogoError("does not say how large it is: give it a viewBox")
    width, height = (max(1, round(side)) for side in numbers)
    return width, height
