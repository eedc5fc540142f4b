"""A response as text, of whatever kind it is: to look for what may not be in it."""

import io
from functools import lru_cache
from zipfile import ZipFile

from django.http import HttpResponse
from pypdf import PdfReader

from tests.knowledge.pdf.reading import full_text, links, squeezed

JSON = ("application/json", "application/x-ndjson", "application/manifest+json")
READABLE = ("text/", *JSON, "application/xml", "image/svg+xml")
PDF, ZIP = "application/pdf", "application/zip"
PICTURE = "image/png"  # of a sheet: public ones only, so that nothing on it can be hidden


def text_of(response: HttpResponse) -> str:
    """Everything that a browser gets: headers, cookies and page."""
    kind = response.get("Content-Type", "text/")
    assert kind.startswith((*READABLE, PDF, ZIP, PICTURE)), f"teach this test to read {kind}"
    head = "\n".join(f"{name}: {value}" for name, value in sorted(response.items()))
    body = response.getvalue()
    if kind == ZIP and body:
        body = unpacked(body)
    if kind == PICTURE:
        body = b""
    text = paper(body) if kind == PDF and body else body.decode().replace("\r\n ", "")
    return f"{head}\n{response.cookies}\n{text}"


def unpacked(archive: bytes) -> bytes:
    with ZipFile(io.BytesIO(archive)) as files:
        return b"\n".join(name.encode() + b"\n" + files.read(name) for name in files.namelist())


@lru_cache(maxsize=256)  # the same sheet is met again in both languages, by everyone, at any time
def paper(pdf: bytes) -> str:
    """Text, title and links of a PDF, without spaces, as words may be hyphenated anywhere."""
    reader = PdfReader(io.BytesIO(pdf))
    return squeezed(" ".join([full_text(reader), str(reader.metadata), *sorted(links(reader))]))
