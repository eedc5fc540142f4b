"""Error pages: each shows 112 and the guide as well."""

import sys

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from knowledge.caching.availability import DATABASE_UNAVAILABLE
from knowledge.pdf.process import NoTypesettingError
from portal.api.responses import error_response, is_api_request
from portal.health.outage import TRY_AGAIN, database_unavailable
from portal.pages.resubmission import resubmission_page, token_was_replaced


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    advice = _("Part of the address is damaged. Start the guide again, or look through the desks.")
    return error_page(request, 400, _("This address cannot be read"), advice)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    advice = _("Sign in with an account that has access, or continue with the guide.")
    return error_page(request, 403, _("You do not have access to this page"), advice)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    advice = _("The address may be out of date or mistyped. To find the right desk:")
    return error_page(request, 404, _("This page does not exist"), advice)


def server_error(request: HttpRequest) -> HttpResponse:
    error = sys.exc_info()[1]
    if isinstance(error, DATABASE_UNAVAILABLE):
        return _api_unavailable() if is_api_request(request) else database_unavailable(request)
    advice = _("Try again in a moment. If it cannot wait, call directly.")
    if isinstance(error, NoTypesettingError):
        return _unavailable(
            error_page(request, 503, _("This page is temporarily unavailable"), advice)
        )
    return error_page(request, 500, _("Something went wrong on our side"), advice)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    if token_was_replaced(request, reason):
        return resubmission_page(request)
    advice = _("The form was open for too long, or cookies are turned off. Go back and try again.")
    return error_page(request, 403, _("This form was not accepted"), advice)


def _api_unavailable() -> HttpResponse:
    return _unavailable(error_response(503, _("This page is temporarily unavailable")))


def _unavailable(response: HttpResponse) -> HttpResponse:
    response.headers["Retry-After"] = str(TRY_AGAIN)
    return response


def error_page(request: HttpRequest, status: int, problem: str, advice: str) -> HttpResponse:
    """An error page, or JSON for the API. Runs no query."""
    if is_api_request(request):
        return error_response(status, problem)
    context = {"problem": problem, "advice": advice}
    return render(request, "error.html", context, status=status)
