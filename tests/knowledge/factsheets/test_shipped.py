"""Shipped factsheets as visitors get them, on screen and as PDF."""

import io

import pytest
from pypdf import PdfReader

from tests.knowledge.pdf.reading import texts

pytestmark = [pytest.mark.django_db, pytest.mark.walk]

SLUGS = (
    "politie",
    "herkennen",
    "zorg-en-jeugdhulp",
    "onderwijs",
    "gemeenten",
    "hotels",
    "wie-bellen",
    "belkaart",
)
SUBJECT = ("seksu", "sexual", "uitbuit", "exploit", "prostitu", "slachtoffer", "victim", "jongen")


def paper(client, address: str) -> PdfReader:
    response = client.get(address)
    assert response.status_code == 200, address
    return PdfReader(io.BytesIO(response.content))


def words(reader: PdfReader) -> list[str]:
    """The text of each page."""
    return [" ".join(text.split()) for text in texts(reader)]


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("slug", SLUGS)
def test_every_heading_stands_on_the_page_of_what_follows_it(client, slug, prefix):
    document = client.get(f"{prefix}/factsheets/{slug}/").context["document"]
    for page in words(paper(client, f"{prefix}/factsheets/{slug}.pdf")):
        before_footer = page.split(f"Verwijswijzer · {document.title}")[0].strip()
        assert not before_footer.endswith(tuple(s.title for s in document.sections))


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("slug", SLUGS)
def test_each_has_every_section_on_screen_and_on_paper_in_order(client, slug, prefix):
    page = client.get(f"{prefix}/factsheets/{slug}/")
    document = page.context["document"]
    html = page.content.decode()
    text = " ".join(words(paper(client, f"{prefix}/factsheets/{slug}.pdf")))
    at = 0
    for section in document.sections:
        assert f'id="{section.key}"' in html
        if slug != "belkaart":  # on the card the numbers speak for themselves
            at = text.find(section.title, at)
            assert at >= 0, section.title
    assert document.labels.version in text


@pytest.mark.parametrize("slug", SLUGS)
def test_a_discreet_copy_of_each_says_nothing_on_its_outer_sides(client, slug):
    for prefix in ("", "/en"):
        reader = paper(client, f"{prefix}/factsheets/{slug}.pdf?discreet=ja")
        pages = words(reader)
        outside = [pages[0], pages[-1], str(reader.metadata.title)]
        assert len(reader.pages) % 2 == 0
        assert [word for side in outside for word in SUBJECT if word in side.lower()] == []
