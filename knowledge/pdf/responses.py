"""PDF responses: conditional (304 when the browser has the current copy), or private."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from knowledge.caching.conditional import conditional_response
from knowledge.pdf.document import Document, PrintOptions
from knowledge.pdf.typesetting import fingerprint, render_pdf, render_private_pdf


def pdf_response(
    request: HttpRequest, document: Document, options: PrintOptions, name: str
) -> HttpResponseBase:
    """`document` as `name`.pdf; not typeset when the browser's ETag matches."""
    etag = fingerprint(document, options)
    return conditional_response(
        request, etag, lambda: _as_file(render_pdf(document, options), name)
    )


def private_pdf_response(document: Document, options: PrintOptions, name: str) -> HttpResponse:
    """`document` as `name`.pdf, without an ETag and without caching anything on the server."""
    return _as_file(render_private_pdf(document, options), name)


def _as_file(content: bytes, name: str) -> HttpResponse:
    disposition = {"Content-Disposition": f'inline; filename="{name}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=disposition)
