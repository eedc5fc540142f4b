"""The zip file that an XLSX is: its parts, read piece by piece and never more than the limits.

Elements go by their name without its namespace, so that strict Open XML reads like the usual kind.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from defusedxml.ElementTree import DefusedXMLParser  # type: ignore[import-untyped]
from django.utils.translation import gettext as _

from knowledge.editing.spreadsheets.formats.errors import SheetError

MAX_UNPACKED_BYTES = 40 * 1024 * 1024
MAX_ELEMENTS = 1_500_000
"""Of all parts together: 5,000 rows of 80 filled cells. Reading so many takes some 3 seconds."""

MAX_KEPT = 70_000
"""Elements that are kept from parts other than sheets: no program makes more styles."""

_MAX_PARTS = 500
_MAX_DIRECTORY = 5_000  # entries of the zip file, before they are read
_MAX_NAMES = 2_000  # different names of elements and attributes, which the parser remembers
_MAX_TAG = 256 * 1024  # bytes; the parser begins a tag anew with every piece until it is complete
_PIECE = 64 * 1024
_METHODS = (ZIP_STORED, ZIP_DEFLATED)
_ENTRY = b"PK\x01\x02"

Attributes = dict[str, str]


class Target:
    """Receives the elements of a part; `parents` are the names of those around the current one."""

    def __init__(self) -> None:
        self.parents: list[str] = []

    def begin(self, name: str, attributes: Attributes) -> None:
        """An element starts."""

    def text(self, text: str) -> None:
        """Some of the text in the current element."""

    def finish(self, name: str) -> None:
        """An element ends."""


class Elements(Target):
    """Keeps name and attributes of the elements inside `parent`."""

    def __init__(self, *parents: str) -> None:
        super().__init__()
        self.wanted = parents
        self.found: list[tuple[str, Attributes]] = []

    def begin(self, name: str, attributes: Attributes) -> None:
        if self.parents and self.parents[-1] in self.wanted:
            local = {key.rpartition("}")[2]: value for key, value in attributes.items()}
            self.found.append((name, local))


class Package:
    """SheetError if the file is no XLSX, has macros, or would unpack to too much."""

    def __init__(self, data: bytes) -> None:
        if data.count(_ENTRY) > _MAX_DIRECTORY:
            raise _too_large()
        try:
            self._zip = ZipFile(BytesIO(data))
            self._names = {part.filename.lower(): part for part in self._zip.infolist()}
            self._refuse_methods()
            kinds = self._kinds()
        except (BadZipFile, NotImplementedError, RuntimeError, OSError) as error:
            raise SheetError(_("This is not an XLSX or CSV file.")) from error
        self._elements = self._kept = 0
        self._known: set[str] = set()
        self._refuse_unsafe(kinds)
        self._refuse_others()

    def _refuse_methods(self) -> None:
        """Other methods than the usual one unpack in one go, however large it becomes."""
        if any(part.compress_type not in _METHODS for part in self._zip.infolist()):
            raise SheetError(_("This is not an XLSX or CSV file."))

    def _kinds(self) -> bytes:
        part = self._names.get("[content_types].xml")
        return self._zip.read(part) if part and part.file_size < 1024 * 1024 else b""

    def _refuse_unsafe(self, kinds: bytes) -> None:
        if any("vbaproject" in name for name in self._names) or b"macroEnabled" in kinds:
            raise SheetError(_("This file contains macros. Save it as XLSX without macros."))
        parts = self._zip.infolist()
        if len(parts) > _MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
            raise _too_large()

    def _refuse_others(self) -> None:
        """Documents of other programs are zip files too."""
        others = {
            "index/document.iwa": "Apple Numbers",
            "content.xml": "LibreOffice (.ods)",
            "xl/workbook.bin": "Excel (.xlsb)",
            "word/document.xml": "Word",
        }
        for name, program in others.items():
            if name in self._names:
                raise SheetError(
                    _("This file was made with %s. Save or export it as an Excel workbook (.xlsx).")
                    % program
                )
        if "_rels/.rels" not in self._names:
            raise SheetError(_("This is not an XLSX or CSV file."))

    def read(self, path: str, target: Target) -> Iterator[None]:
        """Give the elements of a part to `target`, one piece of the file at a time."""
        parser = DefusedXMLParser(target=_Counted(self, target), forbid_dtd=True)
        with self._zip.open(self._names[path.lower()]) as part:
            read = 0
            while piece := part.read(_PIECE):
                parser.feed(piece)
                read += len(piece)
                if read - parser.parser.CurrentByteIndex > _MAX_TAG:
                    raise _too_large()
                yield
        parser.close()
        yield

    def count_element(self, tag: str, attributes: Attributes) -> None:
        self._elements += 1
        self._known.add(tag)
        self._known.update(attributes)
        if len(self._known) > _MAX_NAMES:
            raise _too_large()
        if self._elements > MAX_ELEMENTS:
            raise SheetError(
                _(
                    "This file has far more cells than it has values. Delete the empty rows and "
                    "columns around your table, or copy the table to a new file."
                )
            )

    def elements(self, path: str, *parents: str) -> list[tuple[str, Attributes]]:
        """Name and attributes of all elements inside `parents`; none if there is no such part."""
        target = Elements(*parents)
        if path.lower() in self._names:
            for _piece in self.read(path, target):
                if self._kept + len(target.found) > MAX_KEPT:
                    raise _too_large()
        self._kept += len(target.found)
        return target.found

    def related(self, path: str) -> list[tuple[str, str, str]]:
        """Key, kind and path of the parts that a part refers to; "" for the file itself."""
        folder, name = posixpath.split(path)
        found = self.elements(posixpath.join(folder, "_rels", f"{name}.rels"), "Relationships")
        return [
            (item.get("Id", ""), item.get("Type", "").rpartition("/")[2], _path(folder, item))
            for _name, item in found
        ]


class _Counted:
    """What the parser calls for every element."""

    def __init__(self, package: Package, target: Target) -> None:
        self.package, self.target = package, target
        self.data = target.text

    def start(self, tag: str, attributes: Attributes) -> None:
        self.package.count_element(tag, attributes)
        name = tag.rpartition("}")[2]
        self.target.begin(name, attributes)
        self.target.parents.append(name)

    def end(self, tag: str) -> None:
        self.target.finish(self.target.parents.pop())

    def close(self) -> None:
        """Nothing is left to do."""


def _too_large() -> SheetError:
    return SheetError(_("This file is far too large when unpacked. Upload it in parts."))


def _path(folder: str, relation: Attributes) -> str:
    return posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")
