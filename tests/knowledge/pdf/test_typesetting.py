"""PDFs read back with pypdf: text, structure and layout."""

from dataclasses import fields, replace

import pytest
from pypdf import PdfReader

from knowledge.pdf import typesetting
from knowledge.pdf.document import (
    DeskList,
    Document,
    Item,
    ItemList,
    Layout,
    Marks,
    PrintOptions,
    Section,
    SourceLine,
)
from knowledge.pdf.typesetting import fingerprint, render_content, render_pdf
from tests.knowledge.pdf import samples
from tests.knowledge.pdf.reading import A4, full_text, links, read, squeezed, texts


@pytest.fixture(scope="module")
def dutch() -> PdfReader:
    return read(samples.sheet("nl"))


def test_a_sheet_is_two_pages_of_a4(dutch):
    assert len(dutch.pages) == 2
    assert all((round(p.mediabox.width), round(p.mediabox.height)) == A4 for p in dutch.pages)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_screen_reader_gets_tags_language_and_title(language):
    root = read(samples.sheet(language)).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/Lang"] == language
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]


def test_it_says_that_it_is_pdf_ua_1(dutch):
    xmp = dutch.trailer["/Root"]["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
    assert dutch.metadata.title == samples.sheet().title


def test_fonts_are_inside_it(dutch):
    fonts = [f.get_object() for page in dutch.pages for f in page["/Resources"]["/Font"].values()]
    assert fonts
    for font in fonts:
        descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        assert {"/FontFile2", "/FontFile3"} & set(descriptor), font["/BaseFont"]


def test_the_text_is_in_reading_order(dutch):
    words = samples.TEXTS["nl"]
    order = [words[key] for key in ("introduction", "notice", "call")]
    order += ["Veilig Thuis", "0800-2000", "CoMensha", words["signals"], words["guidance"]]
    order += [words["law"], words["own"], samples.DUTCH.listed, words["closing"]]
    text = squeezed(full_text(dutch))
    places = [text.index(squeezed(part)) for part in order]
    assert places == sorted(places)


def test_numbers_and_addresses_can_be_followed(dutch):
    document = samples.sheet()
    assert {"tel:+318002000", "tel:+31334481186", document.address} <= links(dutch)
    assert "https://chatmetfier.nl" in links(read(samples.card()))


def test_the_sources_of_a_sheet_are_behind_its_code():
    source = SourceLine(1, "Een bron", "https://example.org/bron")
    document = replace(samples.plain("Feit."), sources=(source,))
    alone = read(document)
    assert "Een bron" in full_text(alone)
    assert "https://example.org/bron" in links(alone)
    behind = read(replace(document, address="https://verwijswijzer.example/blad/"))
    assert "Een bron" not in full_text(behind)
    assert samples.DUTCH.listed in full_text(behind)


def test_what_is_restricted_says_so():
    item = Item("Een woord", marks=Marks(restricted=True))
    document = replace(samples.plain(""), sections=(Section("a", "Kop", (ItemList((item,)),)),))
    assert samples.DUTCH.restricted in full_text(read(document))
    assert samples.DUTCH.restricted not in full_text(read(samples.plain("Een woord")))


@pytest.mark.parametrize(
    "text",
    [
        "# * $ < @ \\ _ [ ] ` = ~",
        "#panic() *a* _b_ $x$ `c` @source-1 <source-1> // no /* not */ https://example.org",
        "-- --- ... \"x\" 'y' 1/2 - + / : ~ #1. = Kop",
        '#{"}"} {"a": 1} \\u{41} \\n %',
    ],
)
def test_signs_of_markup_are_only_signs(text):
    document = replace(samples.plain(text), title=text, introduction=text)
    reader = read(document)
    assert squeezed(full_text(reader)).count(squeezed(text)) >= 3
    assert reader.metadata.title == text


def test_equal_input_gives_equal_bytes_and_other_input_others():
    sheet, other = samples.sheet(), replace(samples.sheet(), closing=("Anders.",))
    first = render_pdf(sheet)
    assert render_pdf(other) != first
    render_content.cache_clear()
    assert render_pdf(sheet) == first
    assert not {"/CreationDate", "/ModDate"} & set(read(sheet).metadata)


def test_what_was_asked_for_before_is_not_typeset_again(monkeypatch):
    first = render_pdf(samples.sheet())
    monkeypatch.setattr(typesetting, "_process", None)
    assert render_pdf(samples.sheet()) is first


def test_the_fingerprint_follows_every_field():
    document = samples.sheet()
    seen = {fingerprint(document), fingerprint(document, PrintOptions(large=True))}
    seen.add(fingerprint(document, PrintOptions(discreet=True)))
    assert fingerprint(samples.sheet()) in seen
    for field in fields(Document):
        if field.name not in ("labels", "sections", "sources", "closing", "layout"):
            seen.add(fingerprint(replace(document, **{field.name: "anders"})))
    seen.add(fingerprint(replace(document, sections=document.sections[1:])))
    seen.add(fingerprint(replace(document, layout=Layout.CARD)))
    assert len(seen) == 3 + 9 + 2


def test_a_large_copy_is_set_in_18_points():
    sizes = {}

    def count(text, _cm, matrix, _font, size):
        if text.strip():
            points = round(abs(matrix[3]) * size)
            sizes[points] = sizes.get(points, 0) + len(text)

    large = read(samples.sheet(), PrintOptions(large=True))
    for page in large.pages:
        page.extract_text(visitor_text=count)
    assert max(sizes, key=lambda points: sizes[points]) == 18
    assert len(large.pages) > 2


@pytest.mark.parametrize(
    "options", [PrintOptions(discreet=True), PrintOptions(discreet=True, large=True)]
)
@pytest.mark.parametrize("document", [samples.sheet(), samples.card(), samples.plain("Kort.")])
def test_a_discreet_copy_shows_nothing_on_its_outside(document, options):
    reader = read(document, options)
    assert len(reader.pages) % 2 == 0
    words = document.labels
    neutral = " ".join([document.site, document.neutral_title, words.inside, words.dates])
    allowed = set((neutral + " " + words.version + " · pagina van").split())
    pages = texts(reader)
    for outside in (0, -1):
        visible = {word for word in pages[outside].split() if not word.isdigit()}
        assert visible <= allowed
        assert document.neutral_title in pages[outside]
        assert "/Annots" not in reader.pages[outside]
    assert squeezed(words.inside) in squeezed(pages[0])
    assert reader.metadata.title == document.neutral_title
    assert document.title not in reader.trailer["/Root"]["/Metadata"].get_data().decode()
    assert squeezed(document.title) in squeezed(pages[1])
    assert not reader.outline


def test_running_lines_of_a_discreet_copy_are_neutral():
    document = replace(samples.plain("woord " * 3000), title="Onderwerp")
    inner = texts(read(document, PrintOptions(discreet=True)))[2]
    assert document.neutral_title in inner
    assert "Onderwerp" not in inner


@pytest.mark.parametrize("count", [1, 5, 10])
def test_a_card_is_one_page_with_every_number(count):
    reader = read(samples.card(count=count))
    assert len(reader.pages) == 1
    for desk in samples.desks("nl", count):
        assert squeezed(desk.number) in squeezed(full_text(reader))


def test_a_card_with_too_much_goes_on_to_a_next_page():
    many = tuple(
        replace(desk, name=f"{desk.name} {i}") for i in range(4) for desk in samples.desks("nl")
    )
    reader = read(replace(samples.card(), sections=(Section("a", "", (DeskList(many),)),)))
    assert len(reader.pages) > 1
    for desk in many:
        assert squeezed(desk.name) in squeezed(full_text(reader))
