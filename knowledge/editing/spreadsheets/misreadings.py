"""What a spreadsheet program made of something that was typed, where that is no longer certain.

24/7 becomes 24 July, 9-5 the ninth of May, +31 33 448 11 86 a number, WAAR a yes. What was typed
cannot be known then, so the cell is refused with what to do.
"""

from __future__ import annotations

import re
from datetime import date

from django.utils.translation import gettext as _
from openpyxl.utils.datetime import from_excel

from knowledge.editing.spreadsheets.columns import (
    SLUG,
    Column,
    DateColumn,
    ForeignKeyColumn,
)
from knowledge.editing.spreadsheets.formats.cells import Cell, Kind

_HOURS = "opening_hours"
_MONTH = (  # in both languages, whole or shortened
    r"(?:jan(?:uar[iy])?|feb(?:ruar[iy])?|mrt|maart|mar(?:ch)?|apr(?:il)?|mei|may|jun[ie]?|jul[iy]?"
    r"|aug(?:ust(?:us)?)?|sept?(?:ember)?|o[ck]t(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY_OR_YEAR = r"\d{1,4}"
_MADE_DATE = re.compile(rf"{_DAY_OR_YEAR}-{_MONTH}|{_MONTH}-{_DAY_OR_YEAR}", re.IGNORECASE)
_NO_HOURS = re.compile(
    rf"(?P<number>\d+(?:[.,]\d+)?)|{_DAY_OR_YEAR}[-/ .]{_MONTH}(?:[-/ .]{_DAY_OR_YEAR})?"
    rf"|{_MONTH}[-/ .]{_DAY_OR_YEAR}|\d{{1,4}}[-/.]\d{{1,2}}[-/.]\d{{1,4}}(?: [\d:.]+)?"
    r"|\d{1,2}[:.]\d{2}(?:[:.]\d{2})?",
    re.IGNORECASE,
)
_DAY_AND_NIGHT = re.compile(
    r"24[-/ .](?:jul[iy]?\.?|0?7)(?:[-/ .]\d{2,4})?|jul[iy]?\.?[-/ .]24|\d{4}-07-24.*",
    re.IGNORECASE,
)
_SHORTENED = re.compile(r"[+-]?\d(?:[.,]\d+)?E[+-]?\d{1,3}", re.IGNORECASE | re.ASCII)
_ERRORS = {
    *("#N/A", "#N/B", "#NAME?", "#NAAM?", "#REF!", "#VERW!", "#VALUE!", "#WAARDE!", "#DIV/0!"),
    *("#DEEL/0!", "#NUM!", "#GETAL!", "#NULL!", "#LEEG!", "#SPILL!", "#OVERLOOP!"),
}
_WHOLE_NUMBER = re.compile(r"(\d{6,})\.0+", re.ASCII)


def misread(cell: Cell, column: Column) -> str:
    """Why the cell does not say what was typed; empty if it does, or if `column` can tell."""
    text = cell.text.strip()
    if text.upper() in _ERRORS or (text and not text.strip("#")):
        return _("The spreadsheet has an error here.")
    if column.name == _HOURS:
        return _misread_hours(cell, text)
    if cell.kind in (Kind.DATE, Kind.TIME) and not isinstance(column, DateColumn):
        return _made_date(text)
    if type(column) is Column or isinstance(column, ForeignKeyColumn):
        return _misread_text(cell, text, column)
    return ""


def without_decimals(text: str) -> str:
    """A whole number as its digits: some programs save 334481186 as 334481186.0."""
    match = _WHOLE_NUMBER.fullmatch(text)
    return match[1] if match else text


def _misread_hours(cell: Cell, text: str) -> str:
    match = _NO_HOURS.fullmatch(text)
    if not match and cell.kind is Kind.TEXT:
        return ""
    sentence = _(
        "A spreadsheet program made “%s” of these hours. Give the column the format Text and type "
        "the hours again, such as Mo-Fr 09:00-17:00."
    )
    shown = _as_day(text) if match and match["number"] else text
    if _DAY_AND_NIGHT.fullmatch(shown):
        sentence = _(
            "A spreadsheet program made “%s” of these hours: it takes 24/7 for the 24th of July. "
            "Give the column the format Text and type 24/7 again if they are open day and night."
        )
    return sentence % text


def _as_day(number: str) -> str:
    """The day that a spreadsheet program means by a number, as 2024-07-24 for 45497."""
    try:
        day = from_excel(float(number.replace(",", ".")))
    except (ValueError, OverflowError):
        return number
    return day.isoformat()[:10] if isinstance(day, date) else number


def _misread_text(cell: Cell, text: str, column: Column) -> str:
    if cell.kind is Kind.BOOLEAN:
        return _(
            "A spreadsheet program made a yes or no of what was typed here. Give the column the "
            "format Text and type it again."
        )
    if _SHORTENED.fullmatch(text) or (cell.kind is Kind.NUMBER and not text.isdigit()):
        return (
            _(
                "A spreadsheet program changed this number (“%s”). Give the column the format "
                "Text and type it again."
            )
            % text
        )
    is_prose = type(column) is Column and column.name != SLUG
    return _made_date(text) if is_prose and _MADE_DATE.fullmatch(text) else ""


def _made_date(text: str) -> str:
    return (
        _(
            "A spreadsheet program made a date or a time (“%s”) of what was typed here. Give the "
            "column the format Text and type it again."
        )
        % text
    )
