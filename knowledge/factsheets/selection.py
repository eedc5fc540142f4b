"""Select the entries of factsheet sections from the knowledge base."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from knowledge.models import FactsheetSection, Municipality
from knowledge.models.entry import ForAudiences
from knowledge.models.factsheet import SELECTABLE_MODELS, SelectableModel, Takes
from knowledge.models.legal_article import LegalArticleQuerySet
from knowledge.models.querysets import EntryQuerySet, User
from knowledge.models.service import ServiceQuerySet


@dataclass(frozen=True, slots=True)
class Reader:
    """Reader of a sheet: a user, an aware moment, and a municipality (None: nationwide)."""

    user: User
    at: datetime
    municipality: Municipality | None = None

    @property
    def day(self) -> date:
        return localdate(self.at)


def select_entries(
    sections: Sequence[FactsheetSection], audience: str, reader: Reader
) -> list[list[Any]]:
    """The entries of each section that `reader` may see.

    A section that names slugs gets those entries, in its order; another one gets all entries for
    `audience` (a slug; empty for everyone). Legal articles are those in force on the day, those of
    the table of offences earlier ones too. Entries come with their sources, desks with their
    contacts and the sources of those. Named entries take one query per model, however many
    sections there are.
    """
    named: dict[str, set[str]] = defaultdict(set)
    for section in sections:
        named[section.takes].update(section.slugs)
    entries = {
        takes: _query(SELECTABLE_MODELS[takes], reader, slug__in=slugs)
        for takes, slugs in named.items()
        if slugs and takes in SELECTABLE_MODELS
    }
    return [
        _named(section, entries[section.takes])
        if section.slugs
        else _all(section, audience, reader)
        for section in sections
    ]


def _named(section: FactsheetSection, entries: Iterable[Any]) -> list[Any]:
    """The entries that `section` names, in its order; limited to its kinds, if any."""
    by_slug = {entry.slug: entry for entry in entries}
    named = [by_slug[slug] for slug in section.slugs if slug in by_slug]
    if kinds := section.kinds.split():
        field = SELECTABLE_MODELS[section.takes].kind_field
        return [entry for entry in named if getattr(entry, field) in kinds]
    return named


def _all(section: FactsheetSection, audience: str, reader: Reader) -> list[Any]:
    """All entries of the model of `section`, limited to its kinds and to `audience`."""
    selectable = SELECTABLE_MODELS.get(section.takes)
    if selectable is None:
        return []
    kinds = section.kinds.split()
    lookups = {f"{selectable.kind_field}__in": kinds} if kinds else {}
    return _query(selectable, reader, audience, **lookups)


def _query(
    selectable: SelectableModel, reader: Reader, audience: str = "", **lookups: Any
) -> list[Any]:
    rows: EntryQuerySet[Any] = selectable.model.objects.visible_to(reader.user)
    if isinstance(rows, LegalArticleQuerySet):
        tabulated = selectable is SELECTABLE_MODELS[Takes.OFFENCES]
        rows = rows.with_offences() if tabulated else rows.applying_on(reader.day)
        rows = rows.with_wording(reader.user)
    if audience and issubclass(selectable.model, ForAudiences):
        rows = rows.for_audience(audience)
    rows = rows.filter(**lookups)
    if isinstance(rows, ServiceQuerySet):  # a number has sources of its own
        return list(rows.with_contacts(reader.user))
    return list(rows.with_sources(reader.user))
