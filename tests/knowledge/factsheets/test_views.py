"""Factsheet views: page, PDF, print options, municipality, invalid input."""

import io
import sys

import pytest
from django.test import Client
from pypdf import PdfReader

from knowledge.models import Factsheet, Signal
from knowledge.pdf import process, typesetting
from tests.knowledge.pdf.reading import full_text, texts

pytestmark = pytest.mark.django_db

PAGE, PDF = "/factsheets/proef/", "/factsheets/proef.pdf"
DESKS = {"takes": "services", "only": "veilig-thuis\ncomensha", "shows": "names"}


@pytest.fixture
def sheet(sheet_with):
    text = {"text_nl": "Tekst.", "text_en": "Text."}
    return sheet_with(text, DESKS, title_nl="Seksuele uitbuiting", neutral_title_nl="Naslag")


def read(response) -> PdfReader:
    assert response["Content-Type"] == "application/pdf"
    return PdfReader(io.BytesIO(response.content))


def words(response) -> str:
    return full_text(read(response))


def test_the_list_names_every_sheet_with_its_pdf(client, sheet):
    html = client.get("/factsheets/").content.decode()
    for sheet in Factsheet.objects.all():
        assert f'href="{sheet.get_absolute_url()}"' in html
        assert f'href="/factsheets/{sheet.slug}.pdf"' in html


def test_without_sheets_the_list_says_so(client):
    Factsheet.objects.update(status="draft")
    response = client.get("/factsheets/")
    assert response.status_code == 200
    assert response.context["page"].object_list == []


@pytest.mark.usefixtures("sheet")
def test_page_and_pdf_say_the_same(client):
    html, paper = client.get(PAGE).content.decode(), words(client.get(PDF))
    for part in ("Seksuele uitbuiting", "Tekst.", "0800-2000", "033 448 11 86", "Gedrukt op"):
        assert part in html
        assert part in paper.replace("\xa0", " ")
    assert client.get(PAGE).context["document"].labels.version in paper


@pytest.mark.usefixtures("sheet")
def test_in_english(client):
    assert "Text." in client.get("/en" + PAGE).content.decode()
    reader = read(client.get("/en" + PDF))
    assert reader.trailer["/Root"]["/Lang"] == "en"


@pytest.mark.usefixtures("sheet")
def test_who_has_the_current_copy_gets_no_other(client):
    first = client.get(PDF)
    assert "no-cache" in first["Cache-Control"]
    again = client.get(PDF, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(PDF).content == first.content
    Factsheet.objects.filter(slug="proef").update(title_nl="Anders")
    changed = client.get(PDF, headers={"if-none-match": first["ETag"]})
    assert changed.status_code == 200


@pytest.mark.usefixtures("sheet")
def test_a_pdf_that_cannot_be_made_now_is_told_so_with_112(monkeypatch):
    monkeypatch.setattr(process, "_COMMAND", (sys.executable, "-c", "pass"))
    monkeypatch.setattr(typesetting, "_process", process.TypesettingProcess())
    typesetting.render_content.cache_clear()
    response = Client(raise_request_exception=False).get(PDF)
    assert response.status_code == 503
    assert response["Retry-After"]
    assert "no-store" in response["Cache-Control"]
    assert 'href="tel:112"' in response.content.decode()


@pytest.mark.usefixtures("sheet")
def test_the_municipality_is_on_it(client):
    assert "gemeente Tilburg" in client.get(f"{PAGE}?gemeente=tilburg").content.decode()
    assert "gemeente Tilburg" in words(client.get(f"{PDF}?gemeente=tilburg"))


@pytest.mark.usefixtures("sheet")
def test_what_somebody_typed_becomes_one_address(client):
    response = client.get(f"{PAGE}?gemeente-naam=Den+Haag&discreet=ja")
    assert response["Location"] == f"{PAGE}?gemeente=s-gravenhage&discreet=ja"


@pytest.mark.usefixtures("sheet")
@pytest.mark.parametrize("name", ["gemeente", "gemeente-naam"])
@pytest.mark.parametrize("typed", ["xqzvw", "bergen", "%00", "%C3%A9%F0%9F%98%80", "a" * 5000])
def test_an_unclear_municipality_is_asked_about_and_the_sheet_is_shown(client, name, typed):
    page = client.get(f"{PAGE}?{name}={typed}")
    assert page.status_code == 200
    assert "0800-2000" in page.content.decode()
    pdf = client.get(f"{PDF}?{name}={typed}")
    place = page.context["sheet_request"].place
    assert pdf.status_code == (302 if place.unclear else 200)
    if place.unclear:
        assert 'id="mistakes"' in page.content.decode()
        assert client.get(pdf["Location"]).context["sheet_request"].place.unclear


@pytest.mark.usefixtures("sheet")
def test_a_sheet_asks_which_place_is_meant_and_says_where_it_is_not_for(client):
    asked = client.get(f"{PAGE}?gemeente-naam=Elst&discreet=ja").content.decode()
    assert '<a href="?gemeente=rhenen&amp;discreet=ja">Elst (Rhenen)</a>' in asked
    elsewhere = client.get(f"/en{PAGE}?gemeente-naam=Saba").content.decode()
    assert "Jeugdzorg Caribisch Nederland" in elsewhere
    assert "spelling" not in elsewhere


@pytest.mark.usefixtures("sheet")
def test_large_print_has_more_pages_of_the_same_words(client):
    plain, large = client.get(PDF), client.get(f"{PDF}?tekst=groot")
    assert "Tekst." in words(large)
    assert len(read(large).pages) >= len(read(plain).pages)
    assert large["ETag"] != plain["ETag"]


@pytest.mark.usefixtures("sheet")
def test_a_discreet_copy_says_nothing_on_the_outside(client):
    response = client.get(f"{PDF}?discreet=ja")
    reader = read(response)
    assert reader.metadata.title == "Naslag"
    assert 'filename="naslag.pdf"' in response["Content-Disposition"]
    assert len(reader.pages) % 2 == 0
    pages = texts(reader)
    for outside in (pages[0], pages[-1]):
        assert "uitbuiting" not in outside.lower()
        assert "Naslag" in outside
    assert "0800-2000" in words(response)


@pytest.mark.usefixtures("sheet")
def test_a_discreet_page_is_neutral_until_it_is_opened(client):
    html = client.get(f"{PAGE}?discreet=ja").content.decode()
    before, inside = html.split('<details class="discreet', 1)
    outside = before + inside.split("</details>", 1)[1]
    assert "<title>Naslag ·" in html
    assert "uitbuiting" not in outside.lower()
    assert "Seksuele uitbuiting" in html


@pytest.mark.usefixtures("sheet")
@pytest.mark.parametrize("query", ["tekst=klein", "discreet=misschien", "tekst=%00", "x=y"])
def test_a_copy_that_does_not_exist_is_the_ordinary_one(client, query):
    assert client.get(f"{PDF}?{query}", follow=True).content == client.get(PDF).content
    assert client.get(f"{PAGE}?{query}", follow=True).status_code == 200


@pytest.mark.parametrize("path", ["geen-blad/", "geen-blad.pdf", "politie.docx", "%00.pdf"])
def test_a_sheet_that_does_not_exist(client, path):
    assert client.get(f"/factsheets/{path}").status_code == 404


@pytest.mark.parametrize("hidden", [{"status": "draft"}, {"restricted": True}])
def test_a_hidden_sheet_does_not_exist_for_visitors(client, sheet, hidden):
    Factsheet.objects.filter(pk=sheet.pk).update(**hidden)
    assert client.get(PAGE).status_code == client.get(PDF).status_code == 404


def test_who_may_see_restricted_entries_gets_them_marked_and_nobody_keeps_the_copy(
    client, client_of, sheet_with
):
    sheet_with({"takes": "signals", "kinds": "health", "shows": "names"})
    signal = Signal.objects.filter(category="health").first()
    Signal.objects.filter(pk=signal.pk).update(restricted=True)
    seen = client_of("reader").get(PDF)
    assert signal.name in words(seen).replace("\n", " ")
    assert "Alleen voor professionals" in words(seen).replace("\n", " ")
    assert "no-store" in seen["Cache-Control"]
    assert signal.name not in words(client.get(PDF)).replace("\n", " ")


def test_characters_of_html_and_typst_are_printed_as_they_are(client, sheet_with):
    text = r"#let x = 1 *vet* $a$ <b>&amp;</b> @ref \n _cursief_ `code` [x] // --- '' ~"
    sheet_with({"text_nl": text, "text_en": text}, title_nl="# * $ < @ \\")
    page, paper = client.get(PAGE), client.get(PDF)
    assert paper.status_code == 200
    assert text in words(paper).replace("\n", " ")
    assert "&lt;b&gt;&amp;amp;&lt;/b&gt;" in page.content.decode()


def test_a_sheet_without_anything_on_it(client, sheet_with):
    sheet_with()
    assert "Er staat op dit moment niets op dit blad" in client.get(PAGE).content.decode()
    assert len(read(client.get(PDF)).pages) == 1
