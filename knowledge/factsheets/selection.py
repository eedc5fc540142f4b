"""The entries that a section takes from the knowledge base."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from knowledge.models import FactsheetSection, LegalArticle, Municipality, Service
from knowledge.models.entry import ForAudiences
from knowledge.models.factsheet import NOUNS_OF, TakenNoun
from knowledge.models.querysets import EntryQuerySet, User


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom a sheet is made, and when: `at` is aware, `municipality` None for the country."""

    user: User
    at: datetime
    municipality: Municipality | None = None

    @property
    def day(self) -> date:
        return localdate(self.at)


def taken(sections: Sequence[FactsheetSection], audience: str, reader: Reader) -> list[list[Any]]:
    """What each of `sections` shows to `reader`: the entries it names, in its order, or all.

    Without names those for `audience` (a slug; empty for everyone). Law is what applies on the
    day. Entries come with their sources, desks with their contacts and those of the contacts.
    What sections name is read once for each noun, however many sections there are.
    """
    named: dict[str, set[str]] = defaultdict(set)
    for section in sections:
        named[section.takes].update(section.slugs)
    read = {
        takes: _read(NOUNS_OF[takes], reader, slug__in=slugs)
        for takes, slugs in named.items()
        if slugs and takes in NOUNS_OF
    }
    return [
        _named(section, read[section.takes]) if section.slugs else _all(section, audience, reader)
        for section in sections
    ]


def _named(section: FactsheetSection, entries: Iterable[Any]) -> list[Any]:
    """What `section` names, in its order; of its kinds, if it says which."""
    by_slug = {entry.slug: entry for entry in entries}
    found = [by_slug[slug] for slug in section.slugs if slug in by_slug]
    if kinds := section.kinds.split():
        field = NOUNS_OF[section.takes].kind_field
        return [entry for entry in found if getattr(entry, field) in kinds]
    return found


def _all(section: FactsheetSection, audience: str, reader: Reader) -> list[Any]:
    """Everything of the noun of `section`, of its kinds, for its audience."""
    noun = NOUNS_OF.get(section.takes)
    if noun is None:
        return []
    kinds = section.kinds.split()
    narrowed = {f"{noun.kind_field}__in": kinds} if kinds else {}
    return _read(noun, reader, audience, **narrowed)


def _read(noun: TakenNoun, reader: Reader, audience: str = "", **narrowed: Any) -> list[Any]:
    found: EntryQuerySet = noun.model.objects.visible_to(reader.user)
    if noun.model is LegalArticle:
        found = found.applying_on(reader.day)  # type: ignore[attr-defined]
    if audience and issubclass(noun.model, ForAudiences):
        found = found.for_audience(audience)
    found = found.filter(**narrowed)
    if noun.model is Service:  # a number has sources of its own
        return list(found.with_contacts(reader.user))  # type: ignore[attr-defined]
    return list(found.with_sources(reader.user))
