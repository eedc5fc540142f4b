"""A cell as text, and the escaping against formula injection, the same in CSV and XLSX. Pure.

Text that a spreadsheet could take for a formula is prefixed with an apostrophe; reading removes
exactly that apostrophe.
"""

import re
from dataclasses import dataclass
from enum import Enum

# Also after spaces, which some programs drop, and the full-width signs of Asian keyboards.
_STARTS_FORMULA = re.compile(r"'*(?:[\t\r\n]|\s*[=+\-@＝＋－＠])")
_CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_LINE_END = re.compile(r"\r\n?")


class Kind(Enum):
    """The type that the spreadsheet program gave a cell; in CSV everything is text."""

    TEXT = "text"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as text; `wrong` says why it cannot be used, or is empty."""

    text: str
    wrong: str = ""
    kind: Kind = Kind.TEXT


def normalise(text: str) -> str:
    """Text in the form that is compared: LF line ends, stripped, no control characters."""
    return _CONTROL_CHARACTERS.sub("", _LINE_END.sub("\n", text)).strip()


def has_control_characters(text: str) -> bool:
    return bool(_CONTROL_CHARACTERS.search(text))


def escape_formula(text: str) -> str:
    """`text` so that no spreadsheet program runs it as a formula."""
    return f"'{text}" if _STARTS_FORMULA.match(text) else text


def unescape_formula(cell: str) -> str:
    """The inverse of `escape_formula`; text that needed no escaping is returned unchanged."""
    return cell[1:] if cell.startswith("'") and _STARTS_FORMULA.match(cell[1:]) else cell


def looks_like_formula(cell: str) -> bool:
    """Whether a formula was typed. A plus or minus may begin a number or a list: that is text."""
    return cell.lstrip().startswith(("=", "＝"))
