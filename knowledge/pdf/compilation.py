"""Compiles documents with typst: tagged PDF/UA-1, the same bytes for equal input.

Texts are passed as JSON, never as markup. Fonts come from packages, never from the system;
characters that no font has become an empty box. Only the process that typesets imports this.
"""

from __future__ import annotations

import functools
import json
from typing import Any

import typst

from knowledge.pdf.grayscale import in_sixteen_greys
from knowledge.pdf.paths import FONTS, TEMPLATE

BOX = "□"
NOT_DRAWN = "could not be displayed"

# Typst caches its last ten compilations, up to 60 MB for a sheet, and another document finds hardly
# anything in that. Compiling ten blank pages, half a millisecond each, evicts it.
BLANK_COMPILATIONS = 10

FACE_PPI = 30  # of the picture of a first page: 248 by 351 pixels, some 10 kB


def pdf(content: str, qr_svg: str) -> bytes:
    """PDF of `content` (JSON of a document) with a QR code (SVG, may be empty)."""
    try:
        return _compile(content, qr_svg)
    except typst.TypstError as error:
        if NOT_DRAWN not in error.message:
            raise
    return _compile(_drawable_only(content), qr_svg)


def face(content: str, qr_svg: str) -> bytes:
    """The first page as a small grey PNG; a character that no font has is a box in it."""
    pages = _compiled(content, qr_svg, format="png", ppi=FACE_PPI)
    return in_sixteen_greys(pages[0] if isinstance(pages, list) else pages)


@functools.cache
def _compiler(name: str) -> typst.Compiler:
    """Cached, so that fonts and template are read once."""
    return typst.Compiler(TEMPLATE / name, root=TEMPLATE, font_paths=_fonts())


@functools.cache
def _fonts() -> typst.Fonts:
    """Our fonts, with those embedded in typst as fallback."""
    return typst.Fonts(include_system_fonts=False, font_paths=[FONTS])


def _compile(content: str, qr_svg: str) -> bytes:
    result = _compiled(content, qr_svg, format="pdf", pdf_standards="ua-1")
    if not isinstance(result, bytes):
        raise TypeError("typst gave no single PDF")
    return result


def _compiled(content: str, qr_svg: str, **options: Any) -> Any:
    try:
        return _compiler("main.typ").compile(
            sys_inputs={"content": content, "qr_svg": qr_svg}, **options
        )
    finally:
        for _blank in range(BLANK_COMPILATIONS):
            _compiler("blank.typ").compile(format="svg")


def _drawable_only(content: str) -> str:
    missing = {ord(character): BOX for character in set(content) if not _drawable(character)}
    return content.translate(missing)


@functools.lru_cache(maxsize=4096)
def _drawable(character: str) -> bool:
    """True when some font has `character`."""
    if character.isascii():
        return True
    try:
        _compile(json.dumps({"probe": character}), "")
    except typst.TypstError:
        return False
    return True
