"""The words around the content of a printed page, in the language of now."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from knowledge.pdf.content_code import content_code
from knowledge.pdf.document import Document, Words


def words(valid: str) -> Words:
    """`valid` says of which day the page is."""
    return Words(
        sources=_("Sources"),
        restricted=_("Only for professionals who are logged in"),
        do=_("Do"),
        avoid=_("Avoid"),
        page=_("page {number} of {total}"),
        valid=valid,
        version="",
        scan=_("Current version"),
        scan_alt=_("QR code that leads to the current version"),
        inside=_("The content is inside."),
    )


def valid_on(day: date, until: date) -> str:
    """Of which day a copy is, and after which day one should look at the current one."""
    days = {"day": date_format(day, "j F Y"), "until": date_format(until, "j F Y")}
    return _("Valid on %(day)s. Check after %(until)s.") % days


def with_code(document: Document) -> Document:
    """`document` with the code of its content, by which paper and screen can be compared."""
    version = _("Version %(code)s") % {"code": content_code(document)}
    return replace(document, words=replace(document.words, version=version))
