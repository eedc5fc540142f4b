"""Escaping of cell text, the same in CSV and XLSX, against formula injection. Pure.

Text that a spreadsheet could take for a formula is prefixed with an apostrophe; reading removes
exactly that apostrophe.
"""

import re

# Also after spaces, which some programs drop, and the full-width signs of Asian keyboards.
_STARTS_FORMULA = re.compile(r"'*(?:[\t\r\n]|\s*[=+\-@＝＋－＠])")
_CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_LINE_END = re.compile(r"\r\n?")


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
