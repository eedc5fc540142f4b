import re
from dataclasses import replace

from knowledge.pdf.content_code import content_code
from tests.knowledge.pdf import samples

SHEET = samples.sheet("nl")


def test_the_code_is_short_and_has_nothing_that_is_misread():
    assert re.fullmatch(r"[2-9A-HJ-KM-NP-TV-Z]{3}-[2-9A-HJ-KM-NP-TV-Z]{3}", content_code(SHEET))


def test_equal_content_has_the_same_code():
    assert content_code(SHEET) == content_code(samples.sheet("nl"))


def test_another_word_or_language_has_another_code():
    others = [replace(SHEET, introduction="Anders"), replace(SHEET, language="en")]
    assert len({content_code(document) for document in [SHEET, *others]}) == 3


def test_day_and_address_do_not_count():
    later = replace(SHEET.labels, dates="Gedrukt op een andere dag.", version="Versie XYZ")
    same = replace(SHEET, labels=later, address="https://elders.example/")
    assert content_code(same) == content_code(SHEET)
