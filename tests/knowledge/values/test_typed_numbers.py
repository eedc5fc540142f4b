"""Phone numbers in running text, and everything else with digits in it."""

import pytest

from knowledge.values.typed_numbers import short_numbers, typed_numbers


@pytest.mark.parametrize(
    "text",
    [
        "Bel 0900-8844.", "Bel 09008844", "via 0800 - 2000 of", "033 448 11 86", "(033) 4481186",
        "06-12345678 van hem", "+31 33 448 11 86", "+32 3 201 16 90", "0031 33 448 11 86",
        "Bel 0800-0113, gratis.",
    ],
)  # fmt: skip
def test_a_number_is_found(text):
    assert list(typed_numbers(text))


@pytest.mark.parametrize(
    "text",
    [
        "Bel 112 bij gevaar.", "Bel 113 of chat.", "Sinds 1 juli 2024 en 01-07-2024.",
        "In 2019-2021 waren het 1.133 meisjes en 1,133 girls.", "Artikel 248b, 273f en 3.48 Vb.",
        "Stb. 2021, 467", "Kamerstukken II 2023/24, 36 547, nr. 3", "€ 25.750 of 90000 euro",
        "Van 12 tot 16 jaar, 24 uur, 10 000 keer.", "Richtlijn 2011/36/EU", "0-100 jaar", "2511 AB",
    ],
)  # fmt: skip
def test_years_articles_and_amounts_are_no_numbers(text):
    assert not list(typed_numbers(text))
    assert not list(short_numbers(text))


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("Bel op Bonaire 911.", ["911"]),
        ("Call 116 000 there.", ["116 000"]),
        ("In 911 gevallen", []),
        ("Bel 112, of 113.", []),
        ("Bel binnen 100 dagen", ["100"]),  # a number only if a desk has it
    ],
)
def test_a_short_number_counts_where_the_text_tells_to_call_it(text, short):
    assert list(short_numbers(text)) == short
