"""One-page layout: a smaller font before a second page, and writing space that fills it."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from knowledge.pdf.document import (
    Document,
    Item,
    ItemList,
    Layout,
    Paragraph,
    PrintOptions,
    Section,
    WritingSpace,
)
from knowledge.pdf.typesetting import render_pdf, render_private_pdf
from tests.knowledge.pdf.reading import full_text, read
from tests.knowledge.pdf.samples import DUTCH

LINE = "Vraag of hij nu veilig is en bel daarna het loket dat hierboven staat. "


def sheet(items: int, *, lines: int = 3, fill: bool = True) -> Document:
    points = ItemList(tuple(Item(f"{number}. {LINE}") for number in range(items)))
    return Document(
        language="nl",
        title="Vraag advies",
        neutral_title="Verwijzing",
        site="Verwijswijzer",
        labels=DUTCH,
        sections=(
            Section("what", "Wat u doet", (points,)),
            Section("notes", "Aantekeningen", (WritingSpace(lines, fill=fill),)),
        ),
        closing=("Kleine letters onderaan.",),
        layout=Layout.PAGE,
    )


def letters(reader: PdfReader) -> float:
    """Font size of the items, in points."""
    sizes = set()

    def note(text, _outer, inner, _font, size):
        if "Vraag of hij" in text:
            sizes.add(round(size * abs(inner[0] or 1), 1))

    reader.pages[0].extract_text(visitor_text=note)
    return min(sizes)


def rules(reader: PdfReader) -> int:
    """Number of vector shapes, such as lines, on the first page."""
    return reader.pages[0].get_contents().get_data().split().count(b"f")


def test_letters_become_smaller_before_there_is_a_second_page():
    readers = {count: read(sheet(count)) for count in (4, 53, 58)}
    assert {len(reader.pages) for reader in readers.values()} == {1}
    sizes = [letters(reader) for reader in readers.values()]
    assert sizes[0] > sizes[1] > sizes[2] >= 8.4


def test_too_much_goes_on_to_next_pages_in_ordinary_letters():
    reader = read(sheet(300))
    assert len(reader.pages) > 1
    assert letters(reader) == letters(read(sheet(4)))
    text = full_text(reader).replace("\n", " ")
    assert all(f"{number}. Vraag" in text for number in range(300))
    assert "Kleine letters onderaan." in text


def test_room_to_write_fills_the_page():
    few, more = rules(read(sheet(4, fill=False))), rules(read(sheet(4)))
    assert more >= few + 15
    assert few < rules(read(sheet(40))) < more
    assert len(read(sheet(4)).pages) == 1


@pytest.mark.parametrize("items", [0, 1, 60])
@pytest.mark.parametrize(
    "options", [PrintOptions(large=True), PrintOptions(discreet=True), PrintOptions(True, True)]
)
def test_other_copies(items, options):
    reader = read(sheet(items), options)
    assert "Aantekeningen" in full_text(reader)
    assert "Kleine letters onderaan." in full_text(reader).replace("\n", " ")


@pytest.mark.parametrize("lines", [0, 1, 60])
def test_any_number_of_lines(lines):
    assert "Aantekeningen" in full_text(read(sheet(2, lines=lines)))


def test_what_is_made_for_one_is_the_same_page():
    document = sheet(4)
    assert render_private_pdf(document) == render_pdf(document)
    assert PdfReader(io.BytesIO(render_private_pdf(document, PrintOptions(large=True)))).pages


def test_a_page_of_nothing_but_a_paragraph():
    document = Document("nl", "Titel", "Neutraal", "Verwijswijzer", DUTCH, layout=Layout.PAGE)
    assert len(read(document).pages) == 1
    section = Section("one", "", (Paragraph("Woord"),))
    with_one = Document(
        "nl", "T", "N", "V", DUTCH, sections=(section,), layout=Layout.PAGE, address="https://a.nl"
    )
    assert "Woord" in full_text(read(with_one))
