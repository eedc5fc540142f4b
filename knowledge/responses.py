"""Files as answers to a browser: made only for who has no current copy, or kept by nobody."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control

from knowledge.paper.document import Copy, Document
from knowledge.paper.typesetting import fingerprint, pdf, pdf_for_one


def conditional_response(
    request: HttpRequest, etag: str, make: Callable[[], HttpResponseBase]
) -> HttpResponseBase:
    """What `make` gives, or that the browser has it already. `etag` changes when the file does."""
    quoted = f'"{etag}"'
    response = get_conditional_response(request, etag=quoted) or make()
    response.headers["ETag"] = quoted
    patch_cache_control(response, public=True, no_cache=True)
    return response


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
