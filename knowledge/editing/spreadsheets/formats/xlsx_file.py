"""Reads XLSX: typed values only; refuses macros, formulas and zip bombs."""

from collections.abc import Iterator
from datetime import date, datetime, time
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _
from openpyxl import load_workbook

from knowledge.editing.spreadsheets.formats.errors import Cell, SheetError

MAX_UNPACKED_BYTES = 40 * 1024 * 1024
_MAX_PARTS = 500
_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"  # magic number of XLS and of encrypted XLSX
_ZIP = b"PK"


def is_xlsx(data: bytes) -> bool:
    """True as well for an XLS or an encrypted file, which `xlsx_rows` refuses by name."""
    return data.startswith((_ZIP, _OLD_OR_LOCKED))


def xlsx_rows(data: bytes, max_columns: int) -> Iterator[list[Cell]]:
    """The rows of the first worksheet, header first, read one by one."""
    if data.startswith(_OLD_OR_LOCKED):
        raise SheetError(
            _(
                "This file has a password or is in an old format (XLS). Save it as XLSX "
                "without a password."
            )
        )
    _refuse_unsafe(data)
    try:
        book = load_workbook(BytesIO(data), read_only=True, data_only=False, keep_links=False)
        page = book.worksheets[0]
        page.reset_dimensions()
        for row in page.iter_rows(max_col=max_columns + 1):
            yield [_cell(cell) for cell in row]
            if len(row) > max_columns and row[max_columns].value is not None:
                raise SheetError(_("This file has more than 100 columns."))
    except SheetError:
        raise
    except Exception as error:  # openpyxl raises anything at all on a damaged file
        raise SheetError(_("This XLSX file is damaged and cannot be read.")) from error


def _refuse_unsafe(data: bytes) -> None:
    try:
        with ZipFile(BytesIO(data)) as packed:
            parts = packed.infolist()
            names = {part.filename.lower() for part in parts}
            kinds = packed.read("[Content_Types].xml") if _is_small(packed) else b""
    except (BadZipFile, KeyError, NotImplementedError, RuntimeError, OSError) as error:
        raise SheetError(_("This is not an XLSX or CSV file.")) from error
    if any("vbaproject" in name for name in names) or b"macroEnabled" in kinds:
        raise SheetError(_("This file contains macros. Save it as XLSX without macros."))
    if len(parts) > _MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
        raise SheetError(_("This file is far too large when unpacked. Upload it in parts."))
    if "xl/workbook.xml" not in names:
        raise SheetError(_("This is not an XLSX or CSV file."))


def _is_small(packed: ZipFile) -> bool:
    return packed.getinfo("[Content_Types].xml").file_size < 1024 * 1024


def _cell(cell: Any) -> Cell:
    if cell.data_type == "f":
        return Cell("", _("This is a formula. Enter the text itself."))
    if cell.data_type == "e":
        return Cell("", _("The spreadsheet has an error here."))
    return Cell(_as_text(cell.value))


def _as_text(value: Any) -> str:
    """A value as CSV would have it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, datetime | date | time):
        return value.isoformat(" ") if isinstance(value, datetime) else value.isoformat()
    return str(value)
