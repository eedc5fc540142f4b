"""The URLs of the portal, and two that fail."""

from django.db.utils import OperationalError
from django.http import HttpRequest, HttpResponse
from django.urls import path

from portal.urls import (
    handler400,
    handler403,
    handler404,
    handler429,
    handler500,
)
from portal.urls import urlpatterns as ours

__all__ = ["handler400", "handler403", "handler404", "handler429", "handler500"]


def broken(request: HttpRequest) -> HttpResponse:
    raise ValueError(request.get_full_path())


def away(request: HttpRequest) -> HttpResponse:
    raise OperationalError("the database is away")


urlpatterns = [path("stuk/", broken, name="broken"), path("weg/", away, name="away"), *ours]
