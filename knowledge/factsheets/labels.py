"""Labels around the content of a printed document, in the active language."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from knowledge.pdf.content_code import content_code
from knowledge.pdf.document import Document, Labels


def document_labels(valid: str) -> Labels:
    """Labels with `valid` as the line that dates the document; `version` is still empty."""
    return Labels(
        sources=_("Sources"),
        restricted=_("Only for professionals who are signed in"),
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
    """Line with the day of a copy and the day after which to check the current version."""
    days = {"day": date_format(day, "j F Y"), "until": date_format(until, "j F Y")}
    return _("Valid on %(day)s. Check after %(until)s.") % days


def with_version_code(document: Document) -> Document:
    """`document` with its version code, to compare a paper copy with the screen."""
    version = _("Version %(code)s") % {"code": content_code(document)}
    return replace(document, labels=replace(document.labels, version=version))
