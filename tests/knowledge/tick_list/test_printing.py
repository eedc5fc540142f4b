"""What was ticked on A4: read back with pypdf."""

from io import BytesIO

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.utils import timezone, translation
from pypdf import PdfReader

from knowledge.models import Signal
from knowledge.pdf.document import Layout, WritingForm
from knowledge.tick_list.content import tick_list_content
from knowledge.tick_list.printing import tick_list_document
from tests.knowledge.pdf.reading import A4, full_text, links, squeezed

pytestmark = pytest.mark.django_db

PDF = "/signalen/wat-ik-zag.pdf"


def paper(client: Client, slugs: list[str], language: str = "") -> PdfReader:
    response = client.post(language + PDF, {"gezien": slugs})
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'inline; filename="wat-ik-zag.pdf"'
    return PdfReader(BytesIO(response.content))


def some(number: int) -> list[str]:
    return list(Signal.objects.order_by("pk").values_list("slug", flat=True)[:number])


@pytest.mark.parametrize("language", ["nl", "en"])
def test_it_says_what_was_ticked_and_leaves_room_to_write(client, language):
    reader = paper(client, some(3), "/en" if language == "en" else "")
    text = squeezed(full_text(reader))
    for signal in Signal.objects.order_by("pk")[:3]:
        with translation.override(language):
            assert squeezed(signal.name) in text
            assert squeezed(signal.caveat) in text
    words = {
        "nl": ("Wat ik zag", "Wanneer, en waar", "Acuut gevaar? Bel 112", "Gedrukt op", "Stap 5"),
        "en": ("What I saw", "When, and where", "Acute danger? Call 112", "Printed on", "Step 5"),
    }
    assert "[tel:" not in text
    for said in (*words[language], "Veilig Thuis (0800-2000)"):
        assert squeezed(said) in text
    assert any(link.endswith("/verwijzen/") for link in links(reader))


def test_it_is_a_tagged_page_of_a4_in_its_language(client):
    reader = paper(client, some(2), "/en")
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert reader.metadata.title == "What I saw"
    assert [tuple(round(side) for side in p.mediabox[2:]) for p in reader.pages] == [A4]


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("number", [1, 3, 8])
def test_up_to_eight_signs_fit_on_one_page(client, number, language):
    assert len(paper(client, some(number), language).pages) == 1


def test_every_sign_can_be_printed(client):
    slugs = some(500)
    text = squeezed(full_text(paper(client, slugs)))
    assert all(squeezed(signal.name) in text for signal in Signal.objects.published())


def test_few_signs_have_more_lines_than_many():
    content = tick_list_content(AnonymousUser())
    written = []
    for number in (2, 3):
        document = tick_list_document(
            content.signals[:number], None, [], on=timezone.now(), address=""
        )
        assert document.layout == Layout.PAGE
        form = document.sections[0].blocks[0]
        assert isinstance(form, WritingForm)
        written.append(len(form.items[0].prompts))
    assert written[0] > written[1] > 1


def test_nothing_on_it_is_a_number_of_signs_or_a_code_made_of_them(client):
    one, two = (squeezed(full_text(paper(client, some(number)))) for number in (4, 5))
    for number, text in ((4, one), (5, two)):
        assert f"{number}signalen" not in text
        assert "Versie" not in text
