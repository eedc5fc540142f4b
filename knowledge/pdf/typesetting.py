"""A document to a PDF: tagged, PDF/UA-1 as produced by typst, the same bytes for equal input.

Texts travel as JSON and are never read as markup. The fonts come with packages, never from the
system; what no font can draw becomes an empty box.
"""

from __future__ import annotations

import functools
import hashlib
import io
import json
import re
import threading
import unicodedata
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any

import fontpkg_atkinson_hyperlegible
import segno
import typst

from knowledge.pdf.document import Copy, Document

TEMPLATE = Path(__file__).resolve().parent / "template"
FONTS = fontpkg_atkinson_hyperlegible.ROOT / "files"
BOX = "□"
NOT_DRAWN = "could not be displayed"
ZERO_WIDTH_SPACE = "\u200b"
LONG_WORD = re.compile(r"\S{80,}|[^\s/-]{32,}")
ADDRESSES = frozenset({"address", "link", "uri", "url"})
LONGEST_ADDRESS = 8000  # of a link in typst
# Turns that would mirror the text after them: what is pasted from elsewhere may carry them.
DIRECTIONS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

# Typst keeps what it worked out for its last ten compilations, some 9 MB for a sheet. Blank
# pages in between make it forget sooner; a few per copy keep two or three copies' worth.
BLANKS = 3

# PDFs by what is on them, some 100 kB each: the same sheet is often asked for again.
KEPT = 8

# A typst compiler refuses a second thread while it works: one copy at a time in a process.
_press = threading.Lock()


def pdf(document: Document, copy: Copy = Copy()) -> bytes:  # noqa: B008 a frozen value
    """The printed page in A4. Any text whatever gives a page: nothing raises on content."""
    return printed(_content(document, copy), _qr_code(_address(document.address)))


def pdf_for_one(document: Document, copy: Copy = Copy()) -> bytes:  # noqa: B008 a frozen value
    """As `pdf`, of a page that is nobody else's: nothing of it is kept."""
    picture = _qr_code.__wrapped__(_address(document.address))
    return printed.__wrapped__(_content.__wrapped__(document, copy), picture)


@functools.lru_cache(maxsize=KEPT)
def printed(content: str, picture: str) -> bytes:
    """The PDF of what `_content` and `_qr_code` give."""
    try:
        return _compiled(content, picture)
    except typst.TypstError as problem:
        if NOT_DRAWN not in problem.message:
            raise
    return _compiled(_drawable_only(content), picture)


def fingerprint(document: Document, copy: Copy = Copy()) -> str:  # noqa: B008 a frozen value
    """SHA-256 in hex of all that decides how the PDF looks, without making the PDF."""
    return hashlib.sha256(f"{_shape()}\n{_content(document, copy)}".encode()).hexdigest()


@functools.lru_cache(maxsize=KEPT)
def _content(document: Document, copy: Copy) -> str:
    return json.dumps(_clean({**asdict(document), "copy": asdict(copy)}), ensure_ascii=False)


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, dict):
        return {
            key: _address(inner) if key in ADDRESSES else _clean(inner)
            for key, inner in value.items()
        }
    if isinstance(value, list | tuple):
        return [_clean(inner) for inner in value]
    return value


def _address(text: str) -> str:
    """`text` as an address that can be followed; empty when it is too long to be one."""
    text = _with_shape(text).strip()
    return text if len(text) <= LONGEST_ADDRESS else ""


def clean_text(text: str) -> str:
    """`text` without what has no shape on paper, and with places to break in endless words."""
    return LONG_WORD.sub(lambda word: ZERO_WIDTH_SPACE.join(word[0]), _with_shape(text))


def _with_shape(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    text = text.replace("\r\n", "\n").replace("\t", " ")
    return "".join(c for c in text if c == "\n" or _has_shape(c))


def _has_shape(character: str) -> bool:
    """Not so: control, unassigned and private characters, halves of pairs, byte order marks."""
    hidden = character in DIRECTIONS or character == "\ufeff"
    return not hidden and unicodedata.category(character) not in ("Cc", "Cn", "Co", "Cs")


@functools.lru_cache(maxsize=KEPT)
def _qr_code(address: str) -> str:
    """SVG of the QR code; empty without an address, or for one that no code can hold."""
    if not address:
        return ""
    try:
        code = segno.make_qr(address, error="m")
    except segno.DataOverflowError:
        return ""
    drawing = io.BytesIO()
    code.save(drawing, kind="svg", border=0, xmldecl=False, dark="#17262b")
    return drawing.getvalue().decode()


@functools.cache
def _compiler(name: str) -> typst.Compiler:
    """Kept, so that fonts and template are read once."""
    return typst.Compiler(TEMPLATE / name, root=TEMPLATE, font_paths=_fonts())


@functools.cache
def _fonts() -> typst.Fonts:
    """Our own and, for what those lack, the ones inside typst."""
    return typst.Fonts(include_system_fonts=False, font_paths=[FONTS])


def _compiled(content: str, picture: str) -> bytes:
    with _press:
        try:
            made = _compiler("main.typ").compile(
                format="pdf",
                pdf_standards="ua-1",
                sys_inputs={"content": content, "picture": picture},
            )
        finally:
            for _blank in range(BLANKS):
                _compiler("blank.typ").compile(format="svg")
    if not isinstance(made, bytes):
        raise TypeError("typst gave no single PDF")
    return made


def _drawable_only(content: str) -> str:
    missing = {ord(character): BOX for character in set(content) if not _drawable(character)}
    return content.translate(missing)


@functools.lru_cache(maxsize=4096)
def _drawable(character: str) -> bool:
    """Whether any font has `character`."""
    if character.isascii():
        return True
    try:
        _compiled(json.dumps({"probe": character}), "")
    except typst.TypstError:
        return False
    return True


@functools.cache
def _shape() -> str:
    """What beside the content decides the bytes: template, fonts, programs."""
    digest = hashlib.sha256(f"typst {version('typst')} segno {version('segno')}".encode())
    for path in sorted([*TEMPLATE.glob("*.typ"), *FONTS.glob("*.ttf")]):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()
