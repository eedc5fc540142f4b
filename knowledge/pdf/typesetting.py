"""Documents as PDF, typeset in a process of its own (knowledge/pdf/compilation.py says how)."""

from __future__ import annotations

import functools
import hashlib
import io
import json
import re
import unicodedata
from dataclasses import asdict
from importlib.metadata import version
from typing import Any

import segno

from knowledge.pdf.document import Document, PrintOptions
from knowledge.pdf.paths import FONTS, TEMPLATE
from knowledge.pdf.process import TypesettingProcess

ZERO_WIDTH_SPACE = "\u200b"
LONG_WORD = re.compile(r"\S{80,}|[^\s/-]{32,}")
ADDRESSES = frozenset({"address", "link", "uri", "url"})
LONGEST_ADDRESS = 8000  # of a link in typst
# Bidirectional controls that would mirror the text after them; pasted text may contain them.
DIRECTIONS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

# Cached PDFs, some 100 kB each: the same sheet is often requested again.
CACHE_SIZE = 8

_PLAIN = PrintOptions()

_process = TypesettingProcess()


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
    return _process.typeset("pdf", content, qr_svg)


def render_face(document: Document) -> bytes:
    """The first page of `document` as a small grey PNG; a character no font has is a box in it."""
    qr_svg = _qr_code(_address(document.address))
    return _process.typeset("face", _content(document, _PLAIN), qr_svg)


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
def _toolchain_digest() -> str:
    """Digest of what else determines the PDF: template, fonts, versions of typst and segno."""
    digest = hashlib.sha256(f"typst {version('typst')} segno {version('segno')}".encode())
    for path in sorted([*TEMPLATE.glob("*.typ"), *FONTS.glob("*.ttf")]):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()
