"""A factsheet as one document: its own texts, and what it takes from the knowledge base."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import chain
from typing import Any

from django.conf import settings
from django.db.models import Prefetch
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from knowledge.factsheets.blocks import blocks_of
from knowledge.factsheets.citations import NumberedSources
from knowledge.factsheets.desks import DeskHere, dates_of, desk_lines, desks_here
from knowledge.factsheets.labels import valid_on, with_code, words
from knowledge.factsheets.selection import Reader, taken
from knowledge.models import Audience, Factsheet, FactsheetSection, Source
from knowledge.models.factsheet import Takes
from knowledge.models.querysets import User
from knowledge.pdf.document import Block, Desks, Document, Layout, Marks, Paragraph, Section

SITE = "Verwijswijzer"


def with_sections(user: User) -> Any:
    """Factsheets that `user` may see, with what `compose` needs of them."""
    sources = Prefetch("sources", Source.objects.visible_to(user))
    sections = FactsheetSection.objects.prefetch_related(sources)
    audience = Prefetch("audience", Audience.objects.visible_to(user))
    return Factsheet.objects.visible_to(user).prefetch_related(
        Prefetch("sections", sections), audience
    )


class _Composer:
    """Gathers, while sections are made, the sources they name and the days on which they change."""

    def __init__(self, sheet: Factsheet, reader: Reader) -> None:
        self.sheet, self.reader = sheet, reader
        self.is_card = sheet.layout == Layout.CARD
        self.sources = NumberedSources(listed=not self.is_card)
        self.changes: list[date] = []
        self.desks: dict[int, DeskHere] = {}

    def sections(self) -> Iterator[Section]:
        """Sections with anything in them; one that has nothing left to show is left out."""
        rows = list(self.sheet.sections.all())
        entries = taken(rows, _slug_of(self.sheet.audience), self.reader)
        of_desks = [found for row, found in zip(rows, entries, strict=True) if _has_desks(row)]
        self.desks = desks_here(list(chain.from_iterable(of_desks)), self.reader)
        for number, row in enumerate(rows, start=1):
            blocks = tuple(self._blocks(row, entries[number - 1]))
            if blocks:
                key = slugify(row.title) or "section"
                yield Section(f"{key}-{number}", row.title, blocks)

    def _blocks(self, row: FactsheetSection, entries: list[Any]) -> Iterator[Block]:
        yield from self._own_text(row)
        self.changes += _changes(entries)
        if _has_desks(row):
            here = [self.desks[entry.pk] for entry in entries]
            self.changes += dates_of(here)
            if here:
                yield Desks(tuple(desk_lines(here, row.shows, self.sources)))
        else:
            yield from blocks_of(row.takes, row.shows, entries, self.sources)

    def _own_text(self, row: FactsheetSection) -> Iterator[Block]:
        paragraphs = [one.strip() for one in row.text.split("\n\n") if one.strip()]
        for place, text in enumerate(paragraphs, start=1):
            is_last = place == len(paragraphs)
            yield Paragraph(
                " ".join(text.split()),
                self.sources.marks(row.sources.all()) if is_last else Marks(),
            )


def compose(sheet: Factsheet, reader: Reader, *, address: str) -> Document:
    """`sheet`, read with `with_sections`, as `reader` may see it, in the language of now.

    `address` is the full address of this sheet on the web.
    """
    composer = _Composer(sheet, reader)
    sections = tuple(composer.sections())
    changes = [*composer.changes, *_changes([sheet])]
    until = check_after(reader.day, changes, days=settings.FACTSHEET_DAYS)
    made = Document(
        language=get_language() or settings.LANGUAGE_CODE,
        title=sheet.title,
        neutral_title=sheet.neutral_title,
        site=SITE,
        words=words(valid_on(reader.day, until)),
        kicker=_kicker(sheet, reader),
        restricted=sheet.restricted,
        introduction=sheet.introduction,
        notice="" if composer.is_card else _("Acute danger? Call 112."),
        sections=sections,
        sources=composer.sources.lines(),
        address=address,
        layout=Layout(sheet.layout),
    )
    return with_code(made)


def _has_desks(row: FactsheetSection) -> bool:
    return row.takes == Takes.SERVICES


def _kicker(sheet: Factsheet, reader: Reader) -> str:
    parts = [_("Factsheet"), sheet.audience.name if sheet.audience else _("for everyone")]
    if reader.municipality:
        name = reader.municipality.name
        parts.append(_("municipality of %(name)s") % {"name": name})
    return " · ".join(parts)


def _changes(entries: Iterable[Any]) -> list[date]:
    """Days from which an entry may say something else: withdrawn, to be reviewed, law that ends."""
    names = ("withdraw_on", "review_by", "in_force_until")
    found = [getattr(entry, name, None) for entry in entries for name in names]
    return [day for day in found if day]


def _slug_of(audience: Audience | None) -> str:
    return audience.slug if audience else ""


def check_after(on: date, changes: Iterable[date], *, days: int) -> date:
    """The last day on which a copy of `on` may be used without a look at the current one.

    That is the day before the first known change of anything on it, and never more than `days`
    days away. A change that has come already says nothing about this copy.
    """
    coming = [change - timedelta(days=1) for change in changes if change > on]
    return min([on + timedelta(days=days), *coming])
