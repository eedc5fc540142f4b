"""The entries that a section takes from the knowledge base."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from knowledge.models import FactsheetSection, LegalArticle, Municipality, Service
from knowledge.models.base import EntryQuerySet, ForAudiences, User
from knowledge.models.factsheet import NOUNS_OF, TakenNoun


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom a sheet is made, and when: `at` is aware, `municipality` None for the country."""

    user: User
    at: datetime
    municipality: Municipality | None = None

    @property
    def day(self) -> date:
        return localdate(self.at)


def taken(section: FactsheetSection, audience: str, reader: Reader) -> list[Any]:
    """What `section` shows to `reader`: the entries it names, in its order, or all of its kinds.

    Without names those for `audience` (a slug; empty for everyone). Law is what applies on the
    day. Entries come with their sources, desks with their contacts.
    """
    noun = NOUNS_OF.get(section.takes)
    if noun is None:
        return []
    found = _narrowed(noun, section, audience, reader)
    if noun.model is Service:
        found = found.with_contacts(reader.user)  # type: ignore[attr-defined]
    entries = list(found.with_sources(reader.user))
    return _in_order(entries, section.slugs)


def _narrowed(
    noun: TakenNoun, section: FactsheetSection, audience: str, reader: Reader
) -> EntryQuerySet:
    found: EntryQuerySet = noun.model._default_manager.visible_to(reader.user)
    if noun.model is LegalArticle:
        found = found.applying_on(reader.day)  # type: ignore[attr-defined]
    if kinds := section.kinds.split():
        found = found.filter(**{f"{noun.kind_field}__in": kinds})
    if section.slugs:
        return found.filter(slug__in=section.slugs)
    if audience and issubclass(noun.model, ForAudiences):
        return found.for_audience(audience)
    return found


def _in_order(entries: Sequence[Any], slugs: Sequence[str]) -> list[Any]:
    if not slugs:
        return list(entries)
    by_slug = {entry.slug: entry for entry in entries}
    return [by_slug[slug] for slug in slugs if slug in by_slug]
