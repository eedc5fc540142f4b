"""Files as answers to a browser: made only for who has no current copy, or kept by nobody."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from knowledge.caching.conditional import conditional_response
from knowledge.pdf.document import Copy, Document
from knowledge.pdf.typesetting import fingerprint, pdf, pdf_for_one


def pdf_response(
    request: HttpRequest, document: Document, copy: Copy, name: str
) -> HttpResponseBase:
    """`document` as the PDF `name`.pdf. Nothing is typeset for who has this copy already."""
    etag = fingerprint(document, copy)
    return conditional_response(request, etag, lambda: _as_file(pdf(document, copy), name))


def pdf_response_for_one(document: Document, copy: Copy, name: str) -> HttpResponse:
    """The same for a page that is nobody else's, of which nothing is kept here."""
    return _as_file(pdf_for_one(document, copy), name)


def _as_file(made: bytes, name: str) -> HttpResponse:
    disposition = {"Content-Disposition": f'inline; filename="{name}.pdf"'}
    return HttpResponse(made, content_type="application/pdf", headers=disposition)
