"""Factsheet views: list, page and PDF."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from knowledge.caching.conditional import conditional_response
from knowledge.caching.public_pages import public_page, public_page_with
from knowledge.factsheets.builder import build_document, with_sections
from knowledge.factsheets.faces import FACE_SIZE, face_of
from knowledge.factsheets.forms import SHEET, SheetRequest, read_sheet_request
from knowledge.factsheets.selection import Reader
from knowledge.models import Factsheet
from knowledge.pages.calling import call_about
from knowledge.pages.paging import page_of
from knowledge.pages.parameters import list_of
from knowledge.pdf.document import Document
from knowledge.pdf.responses import pdf_response
from knowledge.regions.suggestions import municipality_names


@public_page_with(list_of())
def factsheets(request: HttpRequest) -> HttpResponse:
    visible = Factsheet.objects.visible_to(request.user).select_related("audience")
    page = page_of(visible, request.GET)
    context = {"page": page, "face_size": FACE_SIZE, "call": call_about(request)}
    return render(request, "knowledge/factsheets.html", context)


@public_page_with(SHEET)
def factsheet(request: HttpRequest, slug: str) -> HttpResponse:
    sheet = get_object_or_404(with_sections(request.user), slug=slug)
    sheet_request = read_sheet_request(request.GET, on=timezone.localdate())
    place = sheet_request.place
    if place.municipality and place.typed:
        return redirect(request.path + sheet_request.query)
    choices = [(choice, sheet_request.query_at(place.at(choice))) for choice in place.choices]
    context = {
        "sheet": sheet,
        "document": _document(request, sheet, sheet_request),
        "sheet_request": sheet_request,
        "copies": _copies(sheet_request),
        "places": [(place, choices)],
        "choices": choices,
        "has_errors": place.unclear,
        "municipality_names": municipality_names(),
    }
    return render(request, "knowledge/factsheet.html", context)


@public_page_with(SHEET)
def factsheet_pdf(request: HttpRequest, slug: str) -> HttpResponseBase:
    sheet = get_object_or_404(with_sections(request.user), slug=slug)
    sheet_request = read_sheet_request(request.GET, on=timezone.localdate())
    if sheet_request.place.unclear:  # the page asks which municipality is meant
        return HttpResponseRedirect(sheet.get_absolute_url() + sheet_request.query)
    document = _document(request, sheet, sheet_request)
    file_name = "naslag" if sheet_request.options.discreet else sheet.slug
    return pdf_response(request, document, sheet_request.options, file_name)


@public_page
def factsheet_face(request: HttpRequest, slug: str) -> HttpResponseBase:
    face = face_of(slug)
    if face is None:
        raise Http404
    return conditional_response(
        request, face.etag, lambda: HttpResponse(face.png, content_type="image/png")
    )


def _document(request: HttpRequest, sheet: Factsheet, sheet_request: SheetRequest) -> Document:
    reader = Reader(request.user, timezone.now(), sheet_request.place.municipality)
    on_screen = sheet_request.query_with(large=False, discreet=False)
    address = settings.SITE_URL + sheet.get_absolute_url() + on_screen
    return build_document(sheet, reader, address=address)


def _copies(sheet_request: SheetRequest) -> dict[str, str]:
    """Query strings of the plain, large and discreet copies."""
    return {
        "plain": sheet_request.query_with(large=False, discreet=False),
        "large": sheet_request.query_with(large=True, discreet=False),
        "discreet": sheet_request.query_with(large=False, discreet=True),
    }
