"""What pypdf reads back from a PDF."""

import io

from pypdf import PdfReader, Transformation

from knowledge.paper.document import Copy, Document
from knowledge.paper.typesetting import pdf

A4 = (595, 842)


PLAIN = Copy()


def read(document: Document, copy: Copy = PLAIN) -> PdfReader:
    return PdfReader(io.BytesIO(pdf(document, copy)))


def said(reader: PdfReader) -> str:
    """All text in reading order, without the places where long words may break."""
    return "\n".join(page.extract_text() for page in reader.pages).replace("\u200b", "")


def squeezed(text: str) -> str:
    return "".join(text.replace("\u200b", "").split())


def links(reader: PdfReader) -> set[str]:
    notes = [note.get_object() for page in reader.pages for note in page.get("/Annots", ())]
    return {note["/A"]["/URI"] for note in notes if "/URI" in note.get("/A", {})}


def within_the_page(text, outer, inner, _font, size):
    """A letter is at least 0.4 of its size wide."""
    place = Transformation(inner).transform(Transformation(outer)).ctm
    if text.strip():
        assert place[4] > 35, text
        assert place[4] + 0.4 * size * abs(place[0]) * len(text) < A4[0], text
        assert 20 < place[5] < A4[1] - 30, text
