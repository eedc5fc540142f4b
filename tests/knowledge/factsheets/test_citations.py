from django.utils.translation import override

from knowledge.factsheets.citations import CitedSources
from knowledge.models import Source
from knowledge.pdf.document import Marks


def source(pk: int, **values: object) -> Source:
    return Source(**{"pk": pk, "publisher": "Uitgever", "title": f"Titel {pk}", **values})


def test_sources_are_listed_in_the_order_in_which_they_are_named():
    sources = CitedSources()
    sources.cite([source(7)])
    sources.cite([source(3), source(7)])
    assert [line.text for line in sources.lines()] == ["Uitgever: Titel 7", "Uitgever: Titel 3"]
    assert [line.number for line in sources.lines()] == [1, 2]


def test_no_line_carries_a_number_but_it_says_whether_it_is_restricted():
    sources = CitedSources()
    assert sources.marks([source(1)], restricted=True) == Marks(restricted=True)
    assert [line.text for line in sources.lines()] == ["Uitgever: Titel 1"]


def test_a_line_says_year_address_and_whether_it_is_restricted():
    sources = CitedSources()
    sources.marks([source(1, year=2024, url="https://bron.example/", restricted=True)])
    line = sources.lines()[0]
    assert (line.number, line.text) == (1, "Uitgever: Titel 1 (2024)")
    assert (line.url, line.restricted) == ("https://bron.example/", True)


def test_a_card_lists_none():
    sources = CitedSources(listed=False)
    sources.cite([source(1)])
    assert sources.lines() == ()


def test_a_title_that_names_its_publisher_does_not_name_it_twice():
    sources = CitedSources()
    sources.marks([source(1, publisher="Politie", title="Politie.nl")])
    assert sources.lines()[0].text == "Politie.nl"


def test_a_source_without_publisher_says_so_in_the_language_of_the_page():
    expected = {"nl": "Titel 1 (uitgever niet genoemd)", "en": "Titel 1 (publisher not named)"}
    for language, text in expected.items():
        sources = CitedSources()
        sources.marks([source(1, publisher="")])
        with override(language):
            assert sources.lines()[0].text == text
