"""Extremes of length, number and characters: always a complete PDF."""

import string
import threading
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.pdf.compilation import BOX
from knowledge.pdf.document import (
    DeskList,
    DoAvoid,
    Document,
    Item,
    ItemList,
    Layout,
    Marks,
    Paragraph,
    PrintedDesk,
    PrintOptions,
    Section,
    SourceLine,
    WritingSpace,
)
from knowledge.pdf.typesetting import clean_text, render_pdf
from tests.knowledge.pdf import samples
from tests.knowledge.pdf.reading import full_text, outside_of_the_page, read, squeezed

ROLES = ("now", "today", "never", "steps", "list", "voices")


def long_document() -> Document:
    words = [f"woord{i}x" for i in range(900)]
    items = tuple(
        Item(f"signaal{i}x", " ".join(f"uitleg{i}y{k}" for k in range(i))) for i in range(40)
    )
    desk = PrintedDesk(
        name="Samenwerking" * 10, number="https://example.org/" + "pad/" * 60, text="naam" * 50
    )
    return replace(
        samples.plain(""),
        sections=(
            Section("a", "titel" * 30, (Paragraph(" ".join(words)),)),
            Section(
                "b",
                "Lijsten",
                (ItemList(items), ItemList(items, columns=True), ItemList(items, numbered=True)),
            ),
            Section("c", "Loketten", (DeskList((desk, desk), first=True),)),
            Section(
                "d",
                "Raad",
                (DoAvoid("t" * 200, "u" * 200, ("doe" * 90,) * 9, ("mijd" * 60,) * 30),),
            ),
        ),
        sources=tuple(
            SourceLine(i, f"bron{i}x", f"https://example.org/{i}/" + "x" * 90) for i in range(50)
        ),
        closing=("slot" * 60,),
    )


@pytest.mark.parametrize("options", [PrintOptions(), PrintOptions(large=True)])
@pytest.mark.parametrize("layout", list(Layout))
def test_nothing_of_a_long_text_is_lost_or_falls_off_the_page(options, layout):
    document = replace(long_document(), layout=layout)
    reader = read(document, options)
    text = squeezed(full_text(reader))
    section = document.sections
    wanted = [*section[0].blocks[0].text.split(), "naam" * 50, "Samenwerking" * 10, "slot" * 60]
    wanted += [
        word for item in section[1].blocks[0].items for word in [item.title, *item.text.split()]
    ]
    wanted += [source.text for source in document.sources]
    missing = [word for word in wanted if word not in text]
    # A page may end within a long word: then its footer comes between the halves.
    assert len(missing) <= 2, missing
    assert list(outside_of_the_page(reader)) == []


@pytest.mark.parametrize("layout", list(Layout))
def test_an_empty_document_is_a_page(layout):
    empty = replace(samples.plain(""), sections=(), title="", neutral_title="", layout=layout)
    assert len(read(empty).pages) == 1
    nothing = (
        ItemList(()),
        DeskList(()),
        DeskList((), first=True),
        DoAvoid("", "", (), ()),
        WritingSpace(0),
    )
    assert read(replace(empty, sections=(Section("a", " ", nothing), Section("b", "", ()))))
    assert read(empty, PrintOptions(large=True, discreet=True))


def test_control_characters_leave_the_text_alone():
    dirty = "een\x00 twee\x01\x1f drie\x85\ufeff\ufffe vier\ud800 \u202evijf\ue000"
    reader = read(replace(samples.plain(dirty), title=dirty))
    assert "een twee drie vier vijf" in " ".join(full_text(reader).split())
    assert clean_text("a\r\nb\tc") == "a\nb c"


def test_a_sign_without_a_letter_becomes_a_box():
    text = full_text(read(samples.plain("emoji 😀 en 漢字 en مرحبا en €→✓")))
    assert f"emoji {BOX} en {BOX}{BOX} en" in text
    assert "€→✓" in text


@pytest.mark.parametrize("address", ["https://example.org/" + "x" * 5000, "x" * 9000, "\x08", " "])
def test_an_address_that_no_code_can_hold_is_left_out(address):
    document = replace(samples.plain("Tekst"), address=address)
    assert "Tekst" in full_text(read(document))
    point = ItemList((Item("Tekst", link=address),))
    document = replace(document, sections=(Section("a", "Kop", (point,)),))
    assert "Tekst" in full_text(read(document))


def test_copies_are_made_side_by_side():
    documents = samples.different(4)
    alone = [render_pdf(document) for document in documents]
    made = [b""] * 4

    def make(i):
        made[i] = render_pdf(documents[i])

    threads = [threading.Thread(target=make, args=(i,)) for i in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == alone


TEXT = st.text(max_size=30) | st.text(alphabet=string.punctuation, max_size=30)


@given(
    texts=st.lists(TEXT, min_size=8, max_size=8),
    large=st.booleans(),
    layout=st.sampled_from(Layout),
)
@settings(max_examples=25, deadline=None)
def test_no_text_whatever_stops_the_press(texts, large, layout):
    title, name, number, text, lead, more, do, link = texts
    desk = PrintedDesk(
        name=name, number=number, uri=link, is_phone=large, hours=text, notes=(more,)
    )
    item = Item(title, text, lead, (more,), link=link, marks=Marks(large))
    blocks = (
        DeskList((desk, desk), first=large),
        ItemList((item,) * 4),
        DoAvoid(title, text, (do,), (do,)),
    )
    document = Document(
        language="nl",
        title=title,
        neutral_title=name,
        site=number,
        labels=samples.DUTCH,
        kicker=lead,
        introduction=text,
        notice=more,
        sections=(
            Section("a", title, blocks),
            *(Section("b", text, blocks, role=role, beside=large) for role in ROLES),
        ),
        sources=(SourceLine(1, text, link),),
        address=link,
        layout=layout,
        closing=(do,),
    )
    assert render_pdf(document, PrintOptions(large=large, discreet=not large)).startswith(b"%PDF")
