"""Labels around the content of a printed document, in the active language."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from knowledge.pdf.content_code import content_code
from knowledge.pdf.document import Document, Labels


def document_labels(dates: str) -> Labels:
    """Labels with `dates` as the line that dates the document; `version` is still empty."""
    return Labels(
        sources=_("Sources"),
        listed=_("The sources are on the page behind the code."),
        restricted=_("Only for professionals who are signed in"),
        do=_("Do"),
        avoid=_("Avoid"),
        page=_("page {number} of {total}"),
        dates=dates,
        version="",
        scan=_("Current version and sources"),
        scan_alt=_("QR code that leads to the current version"),
        inside=_("The content is inside."),
    )


def dates_line(printed: date, reviewed: date | None, until: date) -> str:
    """Line with the day of a copy, the day on which its content was last read as a whole, and the
    day after which to check the current version.
    """
    parts = [_("Printed on %(day)s.") % {"day": _written(printed)}]
    if reviewed:
        parts.append(_("Content reviewed on %(day)s.") % {"day": _written(reviewed)})
    else:
        parts.append(_("Content not yet reviewed."))
    parts.append(_("Check after %(day)s.") % {"day": _written(until)})
    return " ".join(parts)


def _written(day: date) -> str:
    return date_format(day, "j F Y")


def with_version_code(document: Document) -> Document:
    """`document` with its version code, to compare a paper copy with the screen."""
    version = _("Version %(code)s") % {"code": content_code(document)}
    return replace(document, labels=replace(document.labels, version=version))
