"""A document as an answer to a browser: a PDF, or that the copy it has is still the current one."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control

from knowledge.paper.document import Copy, Document
from knowledge.paper.typesetting import fingerprint, pdf


def pdf_response(
    request: HttpRequest, document: Document, copy: Copy, name: str
) -> HttpResponseBase:
    """`document` as the PDF `name`.pdf. Nothing is typeset for who has this copy already."""
    etag = f'"{fingerprint(document, copy)}"'
    response = get_conditional_response(request, etag=etag) or HttpResponse(
        pdf(document, copy), content_type="application/pdf"
    )
    response.headers["ETag"] = etag
    response.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    patch_cache_control(response, public=True, no_cache=True)
    return response
