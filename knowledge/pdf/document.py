"""What stands on a printed page, as data: the same for the screen, for print and for a PDF.

All texts are plain text, already in the language of the document: whoever shows them escapes
them in his own way. A `Marks` says of any line what a reader has to know of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Layout(StrEnum):
    SHEET = "sheet"
    CARD = "card"  # one page, the numbers as large as fits
    PAGE = "page"  # one page, in somewhat smaller letters where that is needed


@dataclass(frozen=True, slots=True)
class Marks:
    """`sources` are numbers in the document's list of sources; `restricted`: only for
    professionals who are signed in."""

    sources: tuple[int, ...] = ()
    restricted: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    marks: Marks = Marks()
    block: str = "paragraph"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing in a list: its name, and if shown what there is to say of it.

    `url` is where the page of it is on this site, from the root: /wetsartikelen/...; empty
    where it has none. `link` is a full address elsewhere, shown on paper. `lead` stands before
    the title and is short ("art. 273f Sr", "45").
    """

    title: str
    text: str = ""
    lead: str = ""
    more: tuple[str, ...] = ()
    url: str = ""
    link: str = ""
    marks: Marks = Marks()


@dataclass(frozen=True, slots=True)
class Points:
    """A list. `columns` when all items are short; `numbered` when the order counts."""

    items: tuple[Item, ...]
    numbered: bool = False
    columns: bool = False
    block: str = "points"


@dataclass(frozen=True, slots=True)
class DoAvoid:
    """Guidance: what to do and what to avoid."""

    title: str
    text: str
    do: tuple[str, ...]
    avoid: tuple[str, ...]
    url: str = ""
    marks: Marks = Marks()
    block: str = "do_avoid"


@dataclass(frozen=True, slots=True)
class Desk:
    """A desk with the way to reach it. `number` is what people read, `uri` what is dialled.

    `is_phone` is False for a chat or an address on the web; without any `number` is empty and
    `how` says how the desk is found. `hours` are in words. `confirmed` says how sure the number
    is; `is_confirmed` whether that is good news. `reasons` say why this desk.
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
class Desks:
    """Desks in a row; `first` makes the first one the largest thing on the page."""

    desks: tuple[Desk, ...]
    first: bool = False
    block: str = "desks"


@dataclass(frozen=True, slots=True)
class Room:
    """Empty lines to write on by hand; `fill`: these, and as many more as the page has room for."""

    lines: int
    fill: bool = False
    block: str = "room"


Block = Paragraph | Points | DoAvoid | Desks | Room


@dataclass(frozen=True, slots=True)
class Section:
    """`key` is the id of its heading on a page: letters, digits and hyphens."""

    key: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class SourceLine:
    number: int
    text: str
    url: str = ""
    restricted: bool = False
    language: str = ""  # of its text; empty: that of the document


@dataclass(frozen=True, slots=True)
class Words:
    """The words around the content, in the language of the document."""

    sources: str  # heading of the list of sources
    restricted: str  # beside what only signed in professionals see
    do: str
    avoid: str
    page: str  # "page {number} of {total}"
    valid: str  # "Valid on 22 November 2026. Check after 20 February 2027."
    version: str  # "Version K7F-2QX"
    scan: str  # beside the QR code: what it leads to
    scan_alt: str  # the QR code for who cannot see it
    inside: str  # on the cover of a discreet copy: that the content is inside


@dataclass(frozen=True, slots=True)
class Document:
    """One sheet of paper in one language.

    `kicker` is the line above the title: for whom, which region. `address` is the full address
    of the current version on the web, empty when the QR code is to be left out.
    """

    language: str
    title: str
    neutral_title: str
    site: str
    words: Words
    kicker: str = ""
    introduction: str = ""
    restricted: bool = False  # the whole of it
    notice: str = ""  # in a frame under the introduction: "Acute danger? Call 112"
    sections: tuple[Section, ...] = ()
    sources: tuple[SourceLine, ...] = ()
    address: str = ""
    layout: Layout = Layout.SHEET
    closing: tuple[str, ...] = ()  # small print at the end


@dataclass(frozen=True, slots=True)
class Copy:
    """How one copy of a document is printed: `large` is 18 point, `discreet` shows no word
    about the subject on its outer sides, in its title or in its running lines."""

    large: bool = False
    discreet: bool = False
