"""Printed pages as data: one structure for the screen, for print and for a PDF.

All texts are plain text in the language of the document; each renderer escapes them itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Layout(StrEnum):
    SHEET = "sheet"
    CARD = "card"  # one page, phone numbers as large as fits
    PAGE = "page"  # one page, in a smaller font size where needed


@dataclass(frozen=True, slots=True)
class Marks:
    """Marks on a line: whether it is restricted."""

    restricted: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    marks: Marks = Marks()
    block: str = "paragraph"


@dataclass(frozen=True, slots=True)
class Item:
    """One list item.

    `url` is the path of its page on this site (/wetsartikelen/...), empty without one. `link` is
    an absolute URL elsewhere, printed in full. `lead` is a short text before the title
    ("art. 273f Sr", "45").
    """

    title: str
    text: str = ""
    lead: str = ""
    more: tuple[str, ...] = ()
    url: str = ""
    link: str = ""
    marks: Marks = Marks()


@dataclass(frozen=True, slots=True)
class ItemList:
    """A list; in `columns` when all items are short, `numbered` when the order matters.

    `note` is small print below it.
    """

    items: tuple[Item, ...]
    numbered: bool = False
    columns: bool = False
    note: str = ""
    block: str = "points"


@dataclass(frozen=True, slots=True)
class DoAvoid:
    """Guidance: dos and don'ts."""

    title: str
    text: str
    do: tuple[str, ...]
    avoid: tuple[str, ...]
    url: str = ""
    marks: Marks = Marks()
    block: str = "do_avoid"


@dataclass(frozen=True, slots=True)
class PrintedDesk:
    """A desk and how to reach it. `number` is the text to read, `uri` the link to follow.

    `is_phone` is False for a chat or a web address; a desk without contacts has an empty
    `number`, and `how` says how to find it. `hours` are in words. `confirmed` is the
    confirmation in words, `is_confirmed` whether it still holds. `reasons` say why this desk.
    """

    name: str
    number: str = ""
    uri: str = ""
    is_phone: bool = False
    ask: str = ""
    hours: str = ""
    confirmed: str = ""
    is_confirmed: bool = False
    how: str = ""
    text: str = ""
    reasons: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    others: tuple[Item, ...] = ()
    url: str = ""
    marks: Marks = Marks()


@dataclass(frozen=True, slots=True)
class DeskList:
    """A list of desks; with `first`, the first one is the largest element of the page."""

    desks: tuple[PrintedDesk, ...]
    first: bool = False
    block: str = "desks"


@dataclass(frozen=True, slots=True)
class WritingSpace:
    """Ruled lines for handwriting; with `fill`, as many more as fit on the page."""

    lines: int
    fill: bool = False
    block: str = "room"


@dataclass(frozen=True, slots=True)
class TableRow:
    """`cells` in the order of the columns; the first one names the row, `url` is its page."""

    cells: tuple[str, ...]
    url: str = ""
    marks: Marks = Marks()


@dataclass(frozen=True, slots=True)
class TableGroup:
    title: str
    rows: tuple[TableRow, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table in groups of rows, each below a heading; `note` is small print below it."""

    caption: str
    columns: tuple[str, ...]
    groups: tuple[TableGroup, ...]
    note: str = ""
    marks: Marks = Marks()
    block: str = "table"


@dataclass(frozen=True, slots=True)
class FormLine:
    """Something to write about by hand: `lead` above its title, and a ruled line for each of
    `prompts`, which may be empty.
    """

    title: str
    lead: str = ""
    text: str = ""
    prompts: tuple[str, ...] = ()
    marks: Marks = Marks()


@dataclass(frozen=True, slots=True)
class WritingForm:
    """A form on paper: two beside each other where there are many."""

    items: tuple[FormLine, ...]
    block: str = "form"


@dataclass(frozen=True, slots=True)
class Bar:
    """`share` of the longest bar, from 0 to 1; `figure` is the number in words."""

    name: str
    figure: str
    share: float

    @property
    def width(self) -> str:
        """In per cent, as SVG wants it: a point, whatever the language."""
        return f"{self.share * 100:.2f}"


@dataclass(frozen=True, slots=True)
class Bars:
    """Figures drawn beside each other, with what limits the comparison."""

    title: str
    bars: tuple[Bar, ...]
    text: str = ""
    caveats: tuple[str, ...] = ()
    marks: Marks = Marks()
    block: str = "bars"


Block = Paragraph | ItemList | DoAvoid | DeskList | WritingSpace | WritingForm | Table | Bars


@dataclass(frozen=True, slots=True)
class Section:
    """`key` is the HTML id of its heading: letters, digits and hyphens.

    `if_it_fits`: left out of a document of one page (`Layout.PAGE`) that has no room for it.
    `role`: of a sheet, such as the box "now"; `beside`: stands beside the section before it.
    """

    key: str
    title: str
    blocks: tuple[Block, ...]
    if_it_fits: bool = False
    role: str = ""
    beside: bool = False


@dataclass(frozen=True, slots=True)
class SourceLine:
    number: int
    text: str
    url: str = ""
    restricted: bool = False
    language: str = ""  # of its text; empty: the language of the document


@dataclass(frozen=True, slots=True)
class Labels:
    """Fixed labels around the content, in the language of the document."""

    sources: str  # heading of the source list
    listed: str  # on paper, in place of that list: where it can be read
    restricted: str  # next to restricted content
    do: str
    avoid: str
    page: str  # "page {number} of {total}"
    dates: str  # "Printed on 22 November 2026. Content not yet reviewed. Check after ..."
    version: str  # "Version K7F-2QX"
    scan: str  # next to the QR code: what it links to
    scan_alt: str  # alternative text of the QR code
    inside: str  # cover of a discreet copy: the content is inside


@dataclass(frozen=True, slots=True)
class Document:
    """One printed document in one language.

    `kicker` is the line above the title: audience and region. `address` is the absolute URL of
    the current version, for the QR code; empty for a document without one.
    """

    language: str
    title: str
    neutral_title: str
    site: str
    labels: Labels
    kicker: str = ""
    introduction: str = ""
    restricted: bool = False  # the whole document
    notice: str = ""  # framed, below the introduction: "Acute danger? Call 112"
    sections: tuple[Section, ...] = ()
    sources: tuple[SourceLine, ...] = ()
    address: str = ""
    layout: Layout = Layout.SHEET
    closing: tuple[str, ...] = ()  # small print at the end

    @property
    def rows(self) -> list[list[Section]]:
        """Sections in order; those that stand side by side share a row."""
        rows: list[list[Section]] = []
        for section in self.sections:
            if section.beside and rows:
                rows[-1].append(section)
            else:
                rows.append([section])
        return rows


@dataclass(frozen=True, slots=True)
class PrintOptions:
    """How a document is printed: `large` in 18 point; `discreet` without a word about the subject
    on its outer pages, in its title or in its page headers."""

    large: bool = False
    discreet: bool = False
