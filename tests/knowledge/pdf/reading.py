"""Reading PDFs back: structure with pypdf, text with PDFium."""

import io
from collections.abc import Iterator

from pypdf import PdfReader
from pypdfium2 import PdfBitmap, PdfDocument

from knowledge.pdf.document import Document, PrintOptions
from knowledge.pdf.typesetting import render_pdf

A4 = (595, 842)  # points
PLAIN = PrintOptions()


def read(document: Document, options: PrintOptions = PLAIN) -> PdfReader:
    return PdfReader(io.BytesIO(render_pdf(document, options)))


def texts(reader: PdfReader) -> list[str]:
    """The text of each page in reading order, without line break opportunities in long words.

    PDFium reads it some twenty times as fast as pypdf, which made up a tenth of all tests.
    """
    with PdfDocument(_bytes(reader)) as document:
        return [
            page.get_textpage().get_text_range().replace("\u200b", "").replace("\r\n", "\n")
            for page in document
        ]


def full_text(reader: PdfReader) -> str:
    return "\n".join(texts(reader))


def squeezed(text: str) -> str:
    return "".join(text.replace("\u200b", "").split())


def links(reader: PdfReader) -> set[str]:
    notes = [note.get_object() for page in reader.pages for note in page.get("/Annots", ())]
    return {note["/A"]["/URI"] for note in notes if "/URI" in note.get("/A", {})}


def outside_of_the_page(reader: PdfReader) -> Iterator[str]:
    """Every character in the margins or beyond, with its page and position."""
    with PdfDocument(_bytes(reader)) as document:
        for number, page in enumerate(document, 1):
            (width, height), text = page.get_size(), page.get_textpage()
            for index in range(text.count_chars()):
                left, bottom, right, top = text.get_charbox(index)
                letter = text.get_text_range(index, 1)
                within = left > 35 and right < width - 35 and bottom > 20 and top < height - 30
                if letter.strip("\u200b").strip() and not within:
                    yield f"{letter} on page {number} at {left:.0f}, {bottom:.0f}"


TOP, FOOT = 12.5, 278.0  # of what a page has room for, in millimetres


def white_at_the_foot(reader: PdfReader) -> list[float]:
    """For each page the part of its height, 0 to 1, below the lowest ink above its footer."""
    with PdfDocument(_bytes(reader)) as document:
        return [_white_at_the_foot(page.render(scale=0.5, grayscale=True)) for page in document]


def _white_at_the_foot(picture: PdfBitmap) -> float:
    foot, top = (round(picture.height * at / 297) for at in (FOOT, TOP))
    rows = memoryview(picture.buffer).cast("B")
    for y in range(foot, top, -1):
        if min(rows[y * picture.stride : y * picture.stride + picture.width]) < 200:
            return (foot - y) / (foot - top)
    return 1.0


def _bytes(reader: PdfReader) -> bytes:
    reader.stream.seek(0)
    return reader.stream.read()
