"""The django-ninja application and its error handlers."""

from __future__ import annotations

from typing import NotRequired

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import ValidationError
from typing_extensions import TypedDict

from portal.api.parameters import ParameterError, StrictParser, messages
from portal.api.responses import error_response

VERSION = "3.2"

api = NinjaAPI(
    version=VERSION,
    urls_namespace="hsds",
    openapi_url=None,
    docs_url=None,
    parser=StrictParser(),
)


class Problem(TypedDict):
    detail: str
    errors: NotRequired[dict[str, str]]


LIST = {400: Problem}  # error responses of an endpoint that lists, and of one record
ONE = {400: Problem, 404: Problem}


@api.exception_handler(ValidationError)
def validation_failed(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """A malformed identifier is a 404, whatever else is wrong with the request."""
    if any("path" in details["loc"] for details in error.errors):
        return error_response(404, _("There is nothing with this identifier."))
    return error_response(
        400, _("The request cannot be answered as it stands."), messages(error.errors)
    )


@api.exception_handler(ParameterError)
def parameters_unreadable(request: HttpRequest, error: ParameterError) -> HttpResponse:
    return error_response(400, _("The request cannot be answered as it stands."), error.errors)


@api.exception_handler(Http404)
def not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    return error_response(404, _("There is nothing with this identifier."))
