"""Gaps: entries that a section names but visitors cannot see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.contrib.auth.models import AnonymousUser

from knowledge.models import FactsheetSection
from knowledge.models.factsheet import SELECTABLE_MODELS, SelectableModel, Takes
from knowledge.models.legal_article import LegalArticleQuerySet


def gaps(sections: Iterable[FactsheetSection], *, on: date) -> dict[int, list[str]]:
    """Slugs left out on `on`, by primary key of their section; one query per model."""
    naming = [
        section for section in sections if section.slugs and section.takes in SELECTABLE_MODELS
    ]
    slugs_of: dict[str, set[str]] = defaultdict(set)
    for section in naming:
        slugs_of[section.takes].update(section.slugs)
    visible = {
        takes: _visible(SELECTABLE_MODELS[takes], slugs, on) for takes, slugs in slugs_of.items()
    }
    missing = {
        section.pk: [slug for slug in section.slugs if slug not in visible[section.takes]]
        for section in naming
    }
    return {pk: slugs for pk, slugs in missing.items() if slugs}


def sheets_with_gaps(*, on: date) -> set[int]:
    """Primary keys of sheets (not archived) with gaps."""
    sections = FactsheetSection.objects.exclude(factsheet__status="archived")
    rows = {section.pk: section for section in sections}
    return {rows[pk].factsheet_id for pk in gaps(rows.values(), on=on)}


def _visible(selectable: SelectableModel, slugs: set[str], on: date) -> set[str]:
    entries = selectable.model.objects.visible_to(AnonymousUser()).filter(slug__in=slugs)
    if isinstance(entries, LegalArticleQuerySet):
        tabulated = selectable is SELECTABLE_MODELS[Takes.OFFENCES]
        entries = entries.with_offences() if tabulated else entries.applying_on(on)
    return set(entries.values_list("slug", flat=True))
