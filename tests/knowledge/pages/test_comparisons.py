"""Figures beside each other: only those of one comparison, with what limits it."""

import re

import pytest
from django.db import IntegrityError
from django.urls import reverse
from django.utils import translation

from knowledge.introspection import LANGUAGES
from knowledge.models import KeyFigure
from knowledge.pages.comparisons import compared, comparison_bars


def figure(value, comparison="one", **values):
    return KeyFigure(pk=value, value=value, comparison=comparison, figure=str(value), **values)


def test_the_longest_first_and_shares_of_it():
    (bars,) = comparison_bars_without_sources([figure(43), figure(1133)])
    assert [bar.figure for bar in bars.bars] == ["1133", "43"]
    assert [bar.width for bar in bars.bars] == ["100.00", "3.80"]


def test_only_figures_of_the_same_comparison():
    rows = [figure(1), figure(2, comparison=""), figure(3, comparison="other"), figure(4)]
    assert {key: [row.pk for row in group] for key, group in compared(rows).items()} == {
        "one": [1, 4]
    }


def test_nothing_but_noughts_has_no_bars_that_divide_by_it():
    (bars,) = comparison_bars_without_sources([figure(0), figure(0)])
    assert [bar.share for bar in bars.bars] == [0, 0]


def comparison_bars_without_sources(rows):
    with translation.override("en"):
        return comparison_bars(rows)


@pytest.mark.django_db
class TestShipped:
    def test_a_comparison_needs_its_number(self):
        with pytest.raises(IntegrityError):
            KeyFigure.objects.filter(slug="gecertificeerde-hotels").update(comparison="x")

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_the_number_is_the_figure(self, language):
        with translation.override(language):
            for row in KeyFigure.objects.exclude(comparison=""):
                assert re.sub(r"\D", "", row.figure) == f"{row.value:.0f}"
                assert row.short_name

    def test_compared_figures_share_a_source(self):
        groups = compared(KeyFigure.objects.prefetch_related("sources")).values()
        assert groups
        for group in groups:
            assert set.intersection(*({source.pk for source in row.sources.all()} for row in group))

    def test_the_page_draws_them_with_their_caveats(self, client):
        page = client.get(reverse("figures")).content.decode()
        (drawing,) = re.findall(r'<figure class="bars">.*?</figure>', page, re.DOTALL)
        assert "<dt>Nederlandse jongens</dt>" in drawing
        assert '<rect width="3.80"' in drawing
        assert "1.133" in drawing
        assert "style=" not in drawing
        for row in KeyFigure.objects.exclude(comparison=""):
            with translation.override("nl"):
                assert row.caveat in drawing
        others = KeyFigure.objects.filter(comparison="").count()
        assert page.count("Niet te vergelijken met een ander cijfer") == others
