"""How a found row is shown is worked out once in each language."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from django.utils import translation

from knowledge.search import results
from knowledge.search.documents import Display
from knowledge.search.results import FoundRow

pytestmark = pytest.mark.django_db


@dataclass
class Source:
    name = label = verbose_name = "desk"
    asked: list[str] = field(default_factory=list)

    def display(self, row: Any) -> Display:
        self.asked.append(translation.get_language())
        return Display(f"{row} in {translation.get_language()}", "/")


def test_a_row_is_worked_out_once_in_each_language():
    found = FoundRow(Source(), "Fier")
    for _time in range(2):
        assert found.display.title == "Fier in nl"
        with translation.override("en"):
            assert found.display.title == "Fier in en"
    assert found.source.asked == ["nl", "en"]


def test_what_shows_older_numbers_is_not_kept(monkeypatch):
    monkeypatch.setattr(results, "are_current", lambda: False)
    found = FoundRow(Source(), "Fier")
    assert found.display == found.display
    assert found.source.asked == ["nl", "nl"]
