"""Law on sheets and in their PDFs: both dates, doubt, and no coercion asked of a minor."""

import re

import pytest
from django.utils import translation
from django.utils.formats import date_format

from knowledge.introspection import LANGUAGES
from knowledge.models import Factsheet, Guidance, LegalArticle
from knowledge.models.factsheet import Shows
from tests.knowledge.factsheets.conftest import AT, composed
from tests.knowledge.pdf.reading import read, texts

pytestmark = pytest.mark.django_db

DOUBT = {"nl": "Tekst niet nagelezen: ", "en": "Wording not read: "}
BILL = {
    "nl": "Mogelijk gewijzigd door een wetsvoorstel: ",
    "en": "A bill may have changed: ",
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("shows", Shows.values)
def test_a_sheet_with_law_says_the_dates_of_each_article(sheet_with, shows, language):
    sheet = sheet_with({"takes": "articles", "shows": shows})
    articles = list(LegalArticle.objects.applying_on(AT.date()))
    with translation.override(language):
        document = composed(sheet)
        (note,) = [block.note for section in document.sections for block in section.blocks]
        printed = " ".join("".join(texts(read(document))).split())
        for article in articles:
            since, seen = article.in_force_from, article.text_seen_on
            assert in_line(note, date_format(since, "j F Y") if since else "", article.number)
            if seen:
                assert in_line(note, date_format(seen, "j F Y"), article.number)
            else:
                assert in_line(note, DOUBT[language], article.number)
            if article.pending_change:
                assert in_line(note, BILL[language], article.number)
    assert note.replace(" ", "") in printed.replace(" ", "")


def in_line(note: str, start: str, number: str) -> bool:
    """Whether a sentence of `note` has `start` and, after its colon, the article."""
    sentences = [part.partition(": ") for part in re.split(r"\. (?=[A-Z])", note)]
    return any(
        start in f"{head}{colon}" and number in numbers.rstrip(".").split(", ")
        for head, colon, numbers in sentences
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_is_in_the_pdf_with_its_doubt(sheet_with, language):
    sheet = sheet_with({"takes": "offences", "shows": "full"})
    with translation.override(language):
        document = composed(sheet)
        printed = "".join("".join(texts(read(document))).split())
        seen = date_format(LegalArticle.objects.get(slug="sr-247").text_seen_on, "j F Y")
    (section,) = document.sections
    assert in_line(section.blocks[0].note, seen, "247")
    for table in section.blocks:
        assert DOUBT[language] in table.note
        cells = [cell for group in table.groups for row in group.rows for cell in row.cells]
        for text in [table.caption, table.note, *cells]:
            assert "".join(text.split()) in printed


CONDITION = re.compile(
    r"(?i)mensenhandel[^.]*\b(?:onder dwang|met dwang|door dwang|gedwongen)\b"
    r"|trafficking[^.]*\b(?:under coercion|by coercion|forced)\b"
)
SPARED = re.compile(
    r"(?i)18 of ouder|volwassen|misleid|zonder dwang|18 or over|18 or older|adult|deception"
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_coercion_is_asked_where_trafficking_is_explained(language):
    """Either it is about adults, or deception and abuse count beside it."""
    with translation.override(language):
        texts = [
            (row.slug, text)
            for row in Guidance.objects.all()
            for text in (row.summary, row.body, row.do)
        ]
        texts += [(row.slug, row.summary) for row in LegalArticle.objects.all()]
        for sheet in Factsheet.objects.all():
            texts += [(sheet.slug, section.text) for section in sheet.sections.all()]
    wrong = [
        (slug, found[0])
        for slug, text in texts
        if (found := CONDITION.search(" ".join((text or "").split())))
        and not SPARED.search(found.string)
    ]
    assert wrong == []
