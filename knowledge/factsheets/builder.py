"""Build a factsheet document: its own texts, and entries from the knowledge base."""

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
from knowledge.factsheets.boxes import own_blocks, placed
from knowledge.factsheets.citations import CitedSources
from knowledge.factsheets.desks import LocalDesk, dates_of, desk_lines, local_desks
from knowledge.factsheets.labels import dates_line, document_labels, with_version_code
from knowledge.factsheets.selection import Reader, select_entries
from knowledge.models import Audience, Factsheet, FactsheetSection, Source
from knowledge.models.factsheet import Takes
from knowledge.models.querysets import User
from knowledge.pdf.document import Block, DeskList, Document, Layout, Section

SITE = "Verwijswijzer"


def with_sections(user: User) -> Any:
    """Factsheets that `user` may see, prefetched for `build_document`."""
    sources = Prefetch("sources", Source.objects.visible_to(user))
    sections = FactsheetSection.objects.prefetch_related(sources)
    audience = Prefetch("audience", Audience.objects.visible_to(user))
    return Factsheet.objects.visible_to(user).prefetch_related(
        Prefetch("sections", sections), audience
    )


class _Builder:
    """Builds sections, collecting the sources they cite and the days on which they change."""

    def __init__(self, sheet: Factsheet, reader: Reader) -> None:
        self.sheet, self.reader = sheet, reader
        self.is_card = sheet.layout == Layout.CARD
        self.sources = CitedSources(listed=not self.is_card)
        self.changes: list[date] = []
        self.desks: dict[int, LocalDesk] = {}

    @property
    def has_emergency_number(self) -> bool:
        """One of the desks is the emergency number, so it need not be said again."""
        return self.is_card or any(desk.own.is_emergency for desk in self.desks.values())

    def sections(self) -> Iterator[Section]:
        """The sections that have content."""
        rows = list(self.sheet.sections.all())
        entries = select_entries(rows, _slug_of(self.sheet.audience), self.reader)
        services = [part for row, part in zip(rows, entries, strict=True) if _has_desks(row)]
        self.desks = local_desks(list(chain.from_iterable(services)), self.reader)
        for number, row in enumerate(rows, start=1):
            blocks = tuple(self._blocks(row, entries[number - 1]))
            if blocks:
                key = slugify(row.title) or "section"
                yield Section(f"{key}-{number}", row.title, blocks, role=row.role)

    def _blocks(self, row: FactsheetSection, entries: list[Any]) -> Iterator[Block]:
        self.sources.cite(row.sources.all())
        yield from own_blocks(row.role, row.text, takes=row.takes)
        self.changes += _changes(entries)
        if _has_desks(row):
            desks = [self.desks[entry.pk] for entry in entries]
            self.changes += dates_of(desks)
            if desks:
                lines = desk_lines(desks, row.shows, self.sources, instead=row.instead)
                yield DeskList(tuple(lines))
        else:
            yield from blocks_of(row.takes, row.shows, entries, self.sources)


def build_document(sheet: Factsheet, reader: Reader, *, address: str) -> Document:
    """The document of `sheet` for `reader`, in the active language.

    `sheet` comes from `with_sections`; `address` is its absolute URL.
    """
    builder = _Builder(sheet, reader)
    sections = tuple(placed(builder.sections()))
    changes = [*builder.changes, *_changes([sheet])]
    until = check_after(reader.day, changes, days=settings.FACTSHEET_DAYS)
    document = Document(
        language=get_language() or settings.LANGUAGE_CODE,
        title=sheet.title,
        neutral_title=sheet.neutral_title,
        site=SITE,
        labels=document_labels(dates_line(reader.day, sheet.reviewed_on, until)),
        kicker=_kicker(sheet, reader),
        restricted=sheet.restricted,
        introduction=sheet.introduction,
        notice="" if builder.has_emergency_number else _("Acute danger? Call 112."),
        sections=sections,
        sources=builder.sources.lines(),
        address=address,
        layout=Layout(sheet.layout),
    )
    return with_version_code(document)


def _has_desks(row: FactsheetSection) -> bool:
    return row.takes == Takes.SERVICES


def _kicker(sheet: Factsheet, reader: Reader) -> str:
    parts = [_("Factsheet"), sheet.audience.name if sheet.audience else _("for everyone")]
    if reader.municipality:
        name = reader.municipality.name
        parts.append(_("municipality of %(name)s") % {"name": name})
    return " · ".join(parts)


def _changes(entries: Iterable[Any]) -> list[date]:
    """Days on which entries change: withdrawal, review, end of a law."""
    names = ("withdraw_on", "review_by", "in_force_until")
    days = [getattr(entry, name, None) for entry in entries for name in names]
    return [day for day in days if day]


def _slug_of(audience: Audience | None) -> str:
    return audience.slug if audience else ""


def check_after(on: date, changes: Iterable[date], *, days: int) -> date:
    """The last day on which a copy made on `on` may be used without checking the current version.

    The day before the first known change after `on`, at most `days` days away.
    """
    coming = [change - timedelta(days=1) for change in changes if change > on]
    return min([on + timedelta(days=days), *coming])
