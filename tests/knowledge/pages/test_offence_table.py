"""The table of sexual offences: pure rows, and what is shipped."""

import re
from datetime import date

import pytest
from django.utils import translation

from knowledge.introspection import LANGUAGES
from knowledge.models import LegalArticle, Offence
from knowledge.pages.offence_table import (
    act_text,
    age_text,
    current_offences,
    duration_text,
    former_offences,
    penalty_text,
)


def table_of(function):
    with translation.override("en"):
        return function(list(LegalArticle.objects.with_offences()))


def rows_of(table):
    """Cells by heading of the group."""
    return {group.title: [row.cells for row in group.rows] for group in table.groups}


@pytest.mark.parametrize(
    ("ages", "text"),
    [
        ((None, None), "Age not stated by our sources"),
        ((0, None), "Any age"),
        ((18, None), "18 or older"),
        ((0, 11), "Younger than 12"),
        ((None, 15), "Younger than 16"),
        ((12, 15), "Aged 12 to 15"),
        ((16, 17), "Aged 16 or 17"),
        ((17, 17), "Aged 17"),
    ],
)
def test_an_age_in_words(ages, text):
    with translation.override("en"):
        assert age_text(*ages) == text


@pytest.mark.parametrize(
    ("months", "dutch", "english"),
    [
        (12, "1 jaar", "1 year"),
        (18, "1 jaar en 6 maanden", "1 year and 6 months"),
        (128, "10 jaar en 8 maanden", "10 years and 8 months"),
        (1, "1 maand", "1 month"),
    ],
)
def test_a_penalty_in_years_and_months(months, dutch, english):
    with translation.override("nl"):
        assert duration_text(months) == dutch
    with translation.override("en"):
        assert duration_text(months) == english


def test_a_penalty_that_nobody_read_is_not_guessed():
    with translation.override("en"):
        assert penalty_text(Offence()) == "penalty not seen"
        assert penalty_text(Offence(maximum_months=96)) == "8 years"
        heavier = Offence(maximum_months=96, aggravated_months=120, aggravated_by_en="with force")
        assert penalty_text(heavier) == "8 years; 10 years with force"
        assert act_text("") == "penetration: not stated"


@pytest.mark.django_db
class TestShipped:
    def test_age_act_article_and_penalty_since_the_act(self):
        rows = rows_of(table_of(current_offences))
        found = {title: [(row[0], *row[2:]) for row in cells] for title, cells in rows.items()}
        assert found["Aged 12 to 15"] == [
            (
                "247",
                "without penetration",
                "8 years; 10 years and 8 months with coercion, violence or a threat",
            ),
            (
                "248",
                "with penetration",
                "12 years; 15 years with coercion, violence or a threat",
            ),
        ]
        assert found["Younger than 16"] == [("251", "–", "2 years")]
        assert ("253", "–", "penalty not seen") in found["Younger than 18"]

    def test_ages_are_in_the_order_in_which_one_grows(self):
        titles = [group.title for group in table_of(current_offences).groups]
        assert titles == [
            "Younger than 12",
            "Aged 12 to 15",
            "Younger than 16",
            "Aged 16 or 17",
            "Younger than 18",
            "18 or older",
            "Any age",
        ]
        assert table_of(former_offences).groups[-1].title == "Age not stated by our sources"

    def test_a_definition_is_not_an_offence(self):
        numbers = {
            row.cells[0] for group in table_of(current_offences).groups for row in group.rows
        }
        assert "244" not in numbers
        assert numbers >= {"240", "241", "242", "243", "252", "253", "273f", "273g"}

    def test_the_old_numbers_stand_in_the_old_table_only(self):
        now, then = table_of(current_offences), table_of(former_offences)
        urls = [
            {row.url.rstrip("/").split("/")[-1] for group in table.groups for row in group.rows}
            for table in (now, then)
        ]
        assert not any(slug.endswith("-oud") for slug in urls[0])
        assert urls[1] >= {"sr-245-oud", "sr-248b-oud", "sr-244-oud", "sr-273f"}
        assert "sr-247" not in urls[1]

    def test_an_article_that_began_inside_the_period_says_so(self):
        cells = rows_of(table_of(former_offences))["18 or older"]
        (customer,) = [row for row in cells if row[0] == "273g"]
        assert customer[1].endswith("; since 1 January 2022")

    def test_an_article_that_ended_inside_the_period_says_so(self):
        LegalArticle.objects.filter(slug="sr-247").update(in_force_until=date(2026, 12, 31))
        cells = rows_of(table_of(current_offences))["Aged 12 to 15"]
        assert cells[0][1].endswith("; until 31 December 2026")

    def test_no_coercion_is_asked_of_a_minor(self):
        rows = rows_of(table_of(current_offences))
        (minor,) = [row for row in rows["Younger than 18"] if row[0] == "273f"]
        (adult,) = [row for row in rows["18 or older"] if row[0] == "273f"]
        assert "no coercion needed" in minor[1]
        assert "deception" in adult[1]
        assert "vulnerable position" in adult[1]

    def test_doubt_stands_below_the_table(self):
        note = table_of(current_offences).note
        assert re.search(r"Wording not read: .*251", note)
        assert re.search(r"In force since 1 July 2024: .*245", note)
        assert re.search(r"Wording of 1 January 2026 read in “[^”]+”: 245", note)
        assert "A bill may have changed: 273f, 273g." in note

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_the_page_of_the_article_says_the_same_penalties(self, language):
        with translation.override(language):
            for row in Offence.objects.select_related("article"):
                for months in filter(None, (row.maximum_months, row.aggravated_months)):
                    assert duration_text(months) in row.article.maximum_penalty, row
                if not row.article.maximum_penalty:
                    assert row.maximum_months is None
