"""Factsheets on screen and on paper."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from knowledge.caching.public_pages import public_page
from knowledge.factsheets.builder import compose, with_sections
from knowledge.factsheets.forms import PLACE, Asked, asked
from knowledge.factsheets.selection import Reader
from knowledge.models import Factsheet
from knowledge.pages.paging import page_of
from knowledge.pdf.document import Document
from knowledge.pdf.responses import pdf_response
from knowledge.regions.choice import Place
from knowledge.regions.suggestions import municipality_names


@public_page
def factsheets(request: HttpRequest) -> HttpResponse:
    found = Factsheet.objects.visible_to(request.user).select_related("audience")
    return render(request, "knowledge/factsheets.html", {"page": page_of(found, request.GET)})


@public_page
def factsheet(request: HttpRequest, slug: str) -> HttpResponse:
    sheet = get_object_or_404(with_sections(request.user), slug=slug)
    wanted = asked(request.GET, on=timezone.localdate())
    if wanted.place.municipality and wanted.place.typed:
        return redirect(request.path + wanted.query)
    choices = [(one, wanted.at(Place(PLACE, one))) for one in wanted.place.choices]
    context = {
        "sheet": sheet,
        "document": _document(request, sheet, wanted),
        "asked": wanted,
        "copies": _copies(wanted),
        "places": [(wanted.place, choices)],
        "choices": choices,
        "has_errors": wanted.place.unclear,
        "municipality_names": municipality_names(),
    }
    return render(request, "knowledge/factsheet.html", context)


@public_page
def factsheet_pdf(request: HttpRequest, slug: str) -> HttpResponseBase:
    sheet = get_object_or_404(with_sections(request.user), slug=slug)
    wanted = asked(request.GET, on=timezone.localdate())
    if wanted.place.unclear:  # the page asks which municipality is meant
        return HttpResponseRedirect(sheet.get_absolute_url() + wanted.query)
    document = _document(request, sheet, wanted)
    name = "naslag" if wanted.copy.discreet else sheet.slug
    return pdf_response(request, document, wanted.copy, name)


def _document(request: HttpRequest, sheet: Any, wanted: Asked) -> Document:
    reader = Reader(request.user, timezone.now(), wanted.place.municipality)
    on_screen = wanted.but(large=False, discreet=False)
    address = settings.SITE_URL + sheet.get_absolute_url() + on_screen
    return compose(sheet, reader, address=address)


def _copies(wanted: Asked) -> dict[str, str]:
    """What the address of each copy of this sheet has after its path."""
    return {
        "plain": wanted.but(large=False, discreet=False),
        "large": wanted.but(large=True, discreet=False),
        "discreet": wanted.but(large=False, discreet=True),
    }
