"""Pictures of first pages: the face by which people choose a sheet from the list."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from django.utils.translation import get_language

from knowledge.caching.derived import DerivedContent
from knowledge.factsheets.builder import build_document, with_sections
from knowledge.factsheets.selection import Reader
from knowledge.pdf.typesetting import fingerprint, render_face

FACE_SIZE = (248, 351)
"""Width and height in pixels."""


@dataclass(frozen=True, slots=True)
class Face:
    png: bytes
    etag: str


Key = tuple[str, str]
"""Slug and language."""


def _none_yet() -> dict[Key, Face]:
    return {}


_faces = DerivedContent("faces of factsheets", _none_yet)


def face_of(slug: str) -> Face | None:
    """The picture of a sheet as every visitor sees it, in the active language.

    None for a sheet that not everyone may see. Made once per content version and day.
    """
    key = (slug, get_language() or settings.LANGUAGE_CODE)
    faces = _faces.get()
    if key not in faces:
        face = _made(slug)
        if face is None:
            return None
        faces[key] = face
    return faces[key]


def _made(slug: str) -> Face | None:
    reader = Reader(AnonymousUser(), timezone.now())
    sheet = with_sections(reader.user).filter(slug=slug).first()
    if sheet is None:
        return None
    address = settings.SITE_URL + sheet.get_absolute_url()
    document = build_document(sheet, reader, address=address)
    return Face(render_face(document), fingerprint(document))
