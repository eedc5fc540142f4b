"""What is said when the database does not answer, or has no room to store anything."""

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.http.request import UnreadablePostError
from django.shortcuts import render
from django.utils import timezone

from knowledge.caching.availability import DATABASE_UNAVAILABLE
from knowledge.desks.desk import DeskView
from knowledge.desks.home import public_home_desks
from portal.accounts.pages import is_account_page

_MARK = "is_outage"
TRY_AGAIN = 30  # seconds


def is_outage(response: HttpResponse) -> bool:
    return getattr(response, _MARK, False)


def database_away(request: HttpRequest) -> HttpResponse:
    """Says so in plain words, with the numbers; what was typed can be sent again from here."""
    sent = _sent(request)
    context = {
        "desks": _numbers(),
        "saving": request.method == "POST",
        "sent": sent,
        "files": bool(sent) and bool(request.FILES),
    }
    response = render(request, "outage.html", context, status=503)
    response.headers["Retry-After"] = str(TRY_AGAIN)
    response.headers["Cache-Control"] = "no-store"
    setattr(response, _MARK, True)
    return response


def _numbers() -> list[DeskView]:
    """As they were last known; none when this process never knew them."""
    try:
        return public_home_desks(timezone.now())
    except DATABASE_UNAVAILABLE:
        return []


def _sent(request: HttpRequest) -> list[tuple[str, str]]:
    """What was filled in, field by field. No password is ever shown again."""
    if request.method != "POST" or is_account_page(request):
        return []
    try:
        fields = [(name, value) for name, values in request.POST.lists() for value in values]
    except (RequestDataTooBig, UnreadablePostError):
        return []
    return [(name, value) for name, value in fields if name != "csrfmiddlewaretoken"]
