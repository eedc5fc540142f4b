"""A phone number as it leaves the portal: on pages, in vCards, on paper, in open data."""

import csv
import io
import re
from zipfile import ZipFile

import pytest
from pypdf import PdfReader

from knowledge.models import Service
from tests.knowledge.confirmation.factories import with_value
from tests.knowledge.pdf.reading import full_text, links

pytestmark = pytest.mark.django_db

SHEET = "/factsheets/wie-bellen.pdf"
FROM_ABROAD = [
    ("+49 800 1239900", "+49 800 1239900", "+498001239900"),
    ("+44 800 0121 700", "+44 800 012 1700", "+448000121700"),
    ("+1 888 373 7888", "+1 888-373-7888", "+18883737888"),
    ("+32 800 30 030", "+32 800 30 030", "+3280030030"),
    ("+353 1800 778888", "+353 1800 778 888", "+3531800778888"),
    ("+800 1161 1111", "+800 1161 1111", "+80011611111"),
]


def page_of(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def phones_of(client, prefix: str = "") -> list[dict]:
    services = client.get("/api/hsds/services?full=true&per_page=100" + prefix).json()["contents"]
    (desk,) = (one for one in services if one["name"] == Service.objects.get(slug="comensha").name)
    return desk["phones"]


@pytest.mark.parametrize(("typed", "display", "e164"), FROM_ABROAD)
def test_a_number_from_abroad_dials_its_own_country_everywhere(client, typed, display, e164):
    detail = with_value(typed)
    assert (detail.display, detail.uri, detail.value_normalised) == (display, f"tel:{e164}", e164)

    page = page_of(client, "/loketten/comensha/")
    assert f'href="tel:{e164}" translate="no">{display}</a>' in page
    assert "tel:0" not in re.sub(r'<a class="tel".*?</a>', "", page)  # texts name other numbers

    assert f"TEL;TYPE=WORK,VOICE:{e164}" in page_of(client, "/loketten/comensha.vcf")

    paper = PdfReader(io.BytesIO(client.get(SHEET).content))
    assert display in " ".join(full_text(paper).split())
    assert f"tel:{e164}" in links(paper)

    assert display in [phone["number"] for phone in phones_of(client)]
    package = ZipFile(io.BytesIO(b"".join(client.get("/api/hsds/datapackage.zip"))))
    numbers = {row["number"] for row in csv.DictReader(io.StringIO(_table(package, "phones")))}
    assert display in numbers

    for written in (typed, display, e164, e164.replace("+", "00")):
        found = page_of(client, f"/zoeken/?q={written.replace('+', '%2B')}")
        assert "/loketten/comensha/" in found[: found.index("</article>")], written


def _table(package: ZipFile, name: str) -> str:
    (path,) = (path for path in package.namelist() if path.endswith(f"{name}.csv"))
    return package.read(path).decode()


def test_what_to_choose_stands_beside_the_number_everywhere(client):
    with_value("033 448 11 86", extension="3")
    page = page_of(client, "/loketten/comensha/")
    assert '033 448 11 86</a> <span class="menu-choice">kies 3</span>' in page
    assert "choose 3" in page_of(client, "/en/loketten/comensha/")
    card = page_of(client, "/loketten/comensha.vcf").replace("\r\n ", "")
    assert "033 448 11 86\\, kies 3" in card
    assert "VOICE:+31334481186\r\n" in page_of(client, "/loketten/comensha.vcf")
    assert "Kies 3" in full_text(PdfReader(io.BytesIO(client.get(SHEET).content)))
    (phone,) = (one for one in phones_of(client) if one["number"] == "033 448 11 86")
    assert phone["extension"] == 3
    suggested = client.get("/zoeken/suggesties/", {"q": "comensha"}).json()["suggestions"]
    assert "033 448 11 86, kies 3" in [one["beside"] for one in suggested]


def test_an_extension_that_is_no_whole_number_is_in_the_description_of_the_open_data(client):
    with_value("033 448 11 86", extension="012")
    (phone,) = (one for one in phones_of(client) if one["number"] == "033 448 11 86")
    assert "extension" not in phone
    assert phone["description"].startswith("kies 012")


@pytest.mark.parametrize("address", ["/", "/loketten/", "/loketten/comensha/", "/zoeken/?q=veilig"])
def test_numbers_are_not_translated_nor_guessed_by_a_browser(client, address):
    page = page_of(client, address)
    assert '<meta name="format-detection" content="telephone=no">' in page
    links = re.findall(r'(<a [^>]*href="tel:[^>]*>)([^<]*)(<span translate="no">)?', page)
    assert links
    for link, text, span in links:
        words = not re.search(r"\d", text)  # such as "Call now"
        assert span or words or 'translate="no"' in link, link
