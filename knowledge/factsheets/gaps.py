"""What sections name that is not on their sheet, because visitors do not see it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib.auth.models import AnonymousUser

from knowledge.models import FactsheetSection, LegalArticle
from knowledge.models.factsheet import NOUNS_OF, TakenNoun


def gaps(sections: Iterable[FactsheetSection], *, on: date) -> dict[int, list[str]]:
    """The slugs that are left out on `on`, by the key of their section; one query a noun."""
    naming = [section for section in sections if section.slugs and section.takes in NOUNS_OF]
    wanted: dict[str, set[str]] = defaultdict(set)
    for section in naming:
        wanted[section.takes].update(section.slugs)
    shown = {takes: _shown(NOUNS_OF[takes], slugs, on) for takes, slugs in wanted.items()}
    found = {
        section.pk: [slug for slug in section.slugs if slug not in shown[section.takes]]
        for section in naming
    }
    return {pk: slugs for pk, slugs in found.items() if slugs}


def sheets_with_gaps(*, on: date) -> set[int]:
    """The keys of living sheets with a section that names what visitors do not see."""
    sections: Any = FactsheetSection.objects.exclude(factsheet__status="archived")
    rows = {section.pk: section for section in sections}
    return {rows[pk].factsheet_id for pk in gaps(rows.values(), on=on)}


def _shown(noun: TakenNoun, slugs: set[str], on: date) -> set[str]:
    entries: Any = noun.model.objects.visible_to(AnonymousUser()).filter(slug__in=slugs)
    if noun.model is LegalArticle:
        entries = entries.applying_on(on)
    return set(entries.values_list("slug", flat=True))
