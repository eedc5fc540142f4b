"""Boxes and lists of a sheet: blocks of a section's own text, and what stands side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from django.utils.translation import gettext as _

from knowledge.models.factsheet import Role
from knowledge.pdf.document import Block, Item, ItemList, Paragraph, Section
from knowledge.values.text import lines

SIDE_BY_SIDE = {
    (Role.NOW, Role.NOW),
    (Role.TODAY, Role.NEVER),
    (Role.STEPS, Role.VOICES),
    (Role.STEPS, Role.LIST),
    (Role.LIST, Role.VOICES),
    (Role.LIST, Role.LIST),
}
"""Roles of two sections in a row that share the width of the page."""


def own_blocks(role: str, text: str, *, takes: str = "") -> tuple[Block, ...]:
    """`text` of a section as blocks: a list with an item a line, or paragraphs.

    In a list that also includes entries it is the text above them.
    """
    if not text.strip():
        return ()
    if not Role(role).is_list or (role == Role.LIST and takes):
        paragraphs = [" ".join(part.split()) for part in text.split("\n\n") if part.strip()]
        return tuple(Paragraph(part) for part in paragraphs)
    items = tuple(Item(line) for line in lines(text))
    note = _("Based on what boys have said, in our own words.") if role == Role.VOICES else ""
    return (ItemList(items, numbered=role == Role.STEPS, note=note),)


def placed(sections: Iterable[Section]) -> Iterator[Section]:
    """`sections`, marked where one stands beside the section before it."""
    before: Section | None = None
    for section in sections:
        follows = before is not None and not before.beside
        pair = (Role(before.role), Role(section.role)) if before else None
        before = replace(section, beside=follows and pair in SIDE_BY_SIDE)
        yield before
