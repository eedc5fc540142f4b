"""Printed desks: the number, its hours in words and its confirmation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from knowledge.desks.desk import Contact, DeskView
from knowledge.desks.text import confirmed_in_words, reached_at
from knowledge.factsheets.citations import CitedSources
from knowledge.models import Service
from knowledge.pdf import document


def desk_line(
    desk: DeskView,
    sources: CitedSources,
    *,
    reasons: Sequence[str] = (),
    notes: Sequence[str] = (),
    national: DeskView | None = None,
) -> document.PrintedDesk:
    """`desk` in full: reasons, notes about the region, and the national desk it belongs to."""
    line = brief_line(desk, sources, notes=notes, national=national)
    about_hours = desk.primary.detail.hours_note if desk.primary else ""
    return replace(
        line,
        hours=" · ".join(filter(None, [line.hours, *_facts(desk.service)])),
        how=desk.service.how_to_reach,
        reasons=tuple(reasons),
        notes=tuple(filter(None, [*line.notes, about_hours])),
        others=tuple(_other(contact) for contact in desk.others),
    )


def brief_line(
    desk: DeskView,
    sources: CitedSources,
    *,
    notes: Sequence[str] = (),
    national: DeskView | None = None,
) -> document.PrintedDesk:
    """Only whom to call and when; for a desk without contacts, how to find it."""
    service = desk.service
    line = document.PrintedDesk(
        name=service.name,
        how="" if desk.primary else service.how_to_reach,
        notes=(*notes, *([_national(national)] if national else [])),
        url=service.get_absolute_url(),
        marks=document.Marks(restricted=service.is_restricted),
    )
    return _with_contact(line, desk, desk.primary, sources) if desk.primary else line


def reached_through(line: document.PrintedDesk, way: str) -> document.PrintedDesk:
    """`line` for a reader who reaches the desk in another `way` than by its public number."""
    return replace(
        line, number=way, uri="", is_phone=False, ask="", hours="", confirmed="", how="", others=()
    )


def _with_contact(
    line: document.PrintedDesk, desk: DeskView, contact: Contact, sources: CitedSources
) -> document.PrintedDesk:
    detail = contact.detail
    return replace(
        line,
        number=detail.display,
        uri=detail.uri,
        is_phone=detail.phone is not None,
        ask="; ".join(filter(None, [capfirst(detail.menu_choice), detail.label])),
        hours=reached_at(contact, desk),
        confirmed=confirmed_in_words(contact.confirmation),
        is_confirmed=contact.confirmation.is_confirmed,
        marks=sources.marks(
            detail.sources.all(), restricted=line.marks.restricted or detail.restricted
        ),
    )


def _other(contact: Contact) -> document.Item:
    """Another contact, in one line with its confirmation."""
    detail = contact.detail
    text = f"{detail.get_kind_display()}: {detail.display_in_full}"
    if detail.label:
        text = f"{text}, {detail.label}"
    confirmed = confirmed_in_words(contact.confirmation)
    return document.Item(
        f"{text} ({confirmed})", marks=document.Marks(restricted=detail.restricted)
    )


def _national(desk: DeskView) -> str:
    number = desk.primary.detail.display_in_full if desk.primary else ""
    return " ".join([_("National desk:"), desk.service.name, number]).strip()


def _facts(service: Service) -> list[str]:
    facts = []
    if service.free:
        facts.append(_("free of charge"))
    if service.anonymous:
        facts.append(_("anonymous contact possible"))
    if service.open_to_men_and_boys:
        facts.append(_("boys and men too"))
    return facts
