"""The page shown when the database does not answer or its disk is full."""

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.http.request import UnreadablePostError
from django.shortcuts import render
from django.utils import timezone

from knowledge.caching.availability import DATABASE_UNAVAILABLE
from knowledge.desks.desk import DeskView
from knowledge.desks.home_page import public_home_desks
from portal.accounts.pages import is_account_page

_MARK = "is_outage"
TRY_AGAIN = 30  # seconds


def is_outage(response: HttpResponse) -> bool:
    return getattr(response, _MARK, False)


def database_unavailable(request: HttpRequest) -> HttpResponse:
    """An error page with the phone numbers; a form that was sent can be sent again from it."""
    values = _form_values(request)
    context = {
        "desks": _last_known_desks(),
        "saving": request.method == "POST" and not _changes_nothing(request),
        "values": values,
        "files": bool(values) and bool(request.FILES),
    }
    response = render(request, "outage.html", context, status=503)
    response.headers["Retry-After"] = str(TRY_AGAIN)
    response.headers["Cache-Control"] = "no-store"
    setattr(response, _MARK, True)
    return response


def _changes_nothing(request: HttpRequest) -> bool:
    """Whether the form that was sent is one without a CSRF token: a search."""
    return bool(request.resolver_match and getattr(request.resolver_match.func, "csrf_exempt", 0))


def _last_known_desks() -> list[DeskView]:
    """Desks as last known; none when this process never read them."""
    try:
        return public_home_desks(timezone.now())
    except DATABASE_UNAVAILABLE:
        return []


def _form_values(request: HttpRequest) -> list[tuple[str, str]]:
    """The values of the form, field by field; none of account pages, which have passwords, and of
    a search, which is typed in its field again.
    """
    if request.method != "POST" or is_account_page(request) or _changes_nothing(request):
        return []
    try:
        fields = [(name, value) for name, values in request.POST.lists() for value in values]
    except (RequestDataTooBig, UnreadablePostError):
        return []
    return [(name, value) for name, value in fields if name != "csrfmiddlewaretoken"]
