"""How text stands in a cell: the same in CSV and XLSX, and never a formula. Pure.

A text that a spreadsheet could take for a formula gets an apostrophe before it; reading takes
exactly that apostrophe away again.
"""

import re

# Also after spaces, which some programs drop, and the wide signs of Asian keyboards.
_STARTS_FORMULA = re.compile(r"'*(?:[\t\r\n]|\s*[=+\-@＝＋－＠])")
_STORED_NOWHERE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_LINE_END = re.compile(r"\r\n?")


def tidy(text: str) -> str:
    """The text as it is compared: line ends as one sign, nothing around it, no control signs."""
    return _STORED_NOWHERE.sub("", _LINE_END.sub("\n", text)).strip()


def has_control_signs(text: str) -> bool:
    return bool(_STORED_NOWHERE.search(text))


def guarded(text: str) -> str:
    """`text` as it can stand in a cell without ever being run."""
    return f"'{text}" if _STARTS_FORMULA.match(text) else text


def unguarded(cell: str) -> str:
    """The text that `guarded` was given; a text that needed no guard is left as it is."""
    return cell[1:] if cell.startswith("'") and _STARTS_FORMULA.match(cell[1:]) else cell


def looks_like_formula(cell: str) -> bool:
    """Typed as a formula. A plus or minus may begin a number or a list, and is text here."""
    return cell.lstrip().startswith(("=", "＝"))
