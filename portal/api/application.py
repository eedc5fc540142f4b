"""The application that django-ninja runs, and its answers when something is wrong."""

from __future__ import annotations

from typing import NotRequired

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import ValidationError
from typing_extensions import TypedDict

from portal.api.answers import problem
from portal.api.parameters import OneOfEach, UnreadableError, messages

VERSION = "3.2"

api = NinjaAPI(
    version=VERSION,
    urls_namespace="hsds",
    openapi_url=None,
    docs_url=None,
    parser=OneOfEach(),
)


class Problem(TypedDict):
    detail: str
    errors: NotRequired[dict[str, str]]


LIST = {400: Problem}
ONE = {400: Problem, 404: Problem}


@api.exception_handler(ValidationError)
def not_valid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """An address that cannot be one of ours is not there, whatever else was asked of it."""
    if any("path" in one["loc"] for one in error.errors):
        return problem(404, _("There is nothing with this identifier."))
    return problem(400, _("The question cannot be answered as it is."), messages(error.errors))


@api.exception_handler(UnreadableError)
def not_readable(request: HttpRequest, error: UnreadableError) -> HttpResponse:
    return problem(400, _("The question cannot be answered as it is."), error.errors)


@api.exception_handler(Http404)
def not_there(request: HttpRequest, error: Http404) -> HttpResponse:
    return problem(404, _("There is nothing with this identifier."))
