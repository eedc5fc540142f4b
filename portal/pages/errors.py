"""Error pages: each says what is wrong and still shows 112 and the guide."""

import sys

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from knowledge.caching.availability import DATABASE_UNAVAILABLE
from portal.api import answers
from portal.api.answers import is_for_programs
from portal.health.outage import TRY_AGAIN, database_away


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    advice = _("Part of the address is damaged. Start the guide again, or look among the desks.")
    return _wrong(request, 400, _("This address cannot be read"), advice)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    advice = _("Log in with an account that may open it, or go on with the guide.")
    return _wrong(request, 403, _("This page is not for everyone"), advice)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    advice = _("The address may be old or mistyped. This is how you find the right desk:")
    return _wrong(request, 404, _("This page does not exist"), advice)


def server_error(request: HttpRequest) -> HttpResponse:
    if isinstance(sys.exc_info()[1], DATABASE_UNAVAILABLE):
        return _away_for_programs() if is_for_programs(request) else database_away(request)
    advice = _("Try again in a moment. Can it not wait? Call directly.")
    return _wrong(request, 500, _("Something went wrong on our side"), advice)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    advice = _("The form was open for too long, or cookies are off. Go back and try again.")
    return _wrong(request, 403, _("This form was not accepted"), advice)


def _away_for_programs() -> HttpResponse:
    response = answers.problem(503, _("This page is not there for a moment"))
    response.headers["Retry-After"] = str(TRY_AGAIN)
    return response


def _wrong(request: HttpRequest, status: int, problem: str, advice: str) -> HttpResponse:
    """A page that says what is wrong and still shows 112 and the guide; asks no database."""
    if is_for_programs(request):
        return answers.problem(status, problem)
    context = {"problem": problem, "advice": advice}
    return render(request, "error.html", context, status=status)
