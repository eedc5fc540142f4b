"""Typeset documents with typst: tagged PDF/UA-1, the same bytes for equal input.

Texts are passed as JSON, never as markup. Fonts come from packages, never from the system;
characters that no font has become an empty box.
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

from knowledge.pdf.document import Document, PrintOptions

TEMPLATE = Path(__file__).resolve().parent / "template"
FONTS = fontpkg_atkinson_hyperlegible.ROOT / "files"
BOX = "□"
NOT_DRAWN = "could not be displayed"
ZERO_WIDTH_SPACE = "\u200b"
LONG_WORD = re.compile(r"\S{80,}|[^\s/-]{32,}")
ADDRESSES = frozenset({"address", "link", "uri", "url"})
LONGEST_ADDRESS = 8000  # of a link in typst
# Bidirectional controls that would mirror the text after them; pasted text may contain them.
DIRECTIONS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

# Typst caches its last ten compilations, some 9 MB for a sheet. Compiling blank pages evicts
# them sooner; three per document leave two or three documents in that cache.
BLANK_COMPILATIONS = 3

# Cached PDFs, some 100 kB each: the same sheet is often requested again.
CACHE_SIZE = 8

_PLAIN = PrintOptions()

# A typst compiler refuses a second thread while it works: one document at a time per process.
_compiler_lock = threading.Lock()


def render_pdf(document: Document, options: PrintOptions = _PLAIN) -> bytes:
    """`document` as an A4 PDF. Content never raises: any text gives a page."""
    return render_content(_content(document, options), _qr_code(_address(document.address)))


def render_private_pdf(document: Document, options: PrintOptions = _PLAIN) -> bytes:
    """As `render_pdf`, without caching: for documents about one case."""
    qr_svg = _qr_code.__wrapped__(_address(document.address))
    return render_content.__wrapped__(_content.__wrapped__(document, options), qr_svg)


@functools.lru_cache(maxsize=CACHE_SIZE)
def render_content(content: str, qr_svg: str) -> bytes:
    """Cached PDF of `content` (JSON from `_content`) with a QR code (SVG, may be empty)."""
    try:
        return _compile(content, qr_svg)
    except typst.TypstError as error:
        if NOT_DRAWN not in error.message:
            raise
    return _compile(_drawable_only(content), qr_svg)


def fingerprint(document: Document, options: PrintOptions = _PLAIN) -> str:
    """SHA-256 in hex of everything that determines the PDF, without typesetting it."""
    return hashlib.sha256(
        f"{_toolchain_digest()}\n{_content(document, options)}".encode()
    ).hexdigest()


@functools.lru_cache(maxsize=CACHE_SIZE)
def _content(document: Document, options: PrintOptions) -> str:
    return json.dumps(_clean({**asdict(document), "options": asdict(options)}), ensure_ascii=False)


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
    """`text` as a URL; empty when it is too long for a link."""
    text = _printable(text).strip()
    return text if len(text) <= LONGEST_ADDRESS else ""


def clean_text(text: str) -> str:
    """`text` without unprintable characters, and with line break opportunities in long words."""
    return LONG_WORD.sub(lambda word: ZERO_WIDTH_SPACE.join(word[0]), _printable(text))


def _printable(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    text = text.replace("\r\n", "\n").replace("\t", " ")
    return "".join(c for c in text if c == "\n" or _is_printable(c))


def _is_printable(character: str) -> bool:
    """False for control, unassigned, private and surrogate characters, and byte order marks."""
    hidden = character in DIRECTIONS or character == "\ufeff"
    return not hidden and unicodedata.category(character) not in ("Cc", "Cn", "Co", "Cs")


@functools.lru_cache(maxsize=CACHE_SIZE)
def _qr_code(address: str) -> str:
    """SVG of the QR code; empty without an address, or for one too long for a code."""
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
    """Cached, so that fonts and template are read once."""
    return typst.Compiler(TEMPLATE / name, root=TEMPLATE, font_paths=_fonts())


@functools.cache
def _fonts() -> typst.Fonts:
    """Our fonts, with those embedded in typst as fallback."""
    return typst.Fonts(include_system_fonts=False, font_paths=[FONTS])


def _compile(content: str, qr_svg: str) -> bytes:
    with _compiler_lock:
        try:
            result = _compiler("main.typ").compile(
                format="pdf",
                pdf_standards="ua-1",
                sys_inputs={"content": content, "qr_svg": qr_svg},
            )
        finally:
            for _blank in range(BLANK_COMPILATIONS):
                _compiler("blank.typ").compile(format="svg")
    if not isinstance(result, bytes):
        raise TypeError("typst gave no single PDF")
    return result


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


@functools.cache
def _toolchain_digest() -> str:
    """Digest of what else determines the PDF: template, fonts, versions of typst and segno."""
    digest = hashlib.sha256(f"typst {version('typst')} segno {version('segno')}".encode())
    for path in sorted([*TEMPLATE.glob("*.typ"), *FONTS.glob("*.ttf")]):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()
