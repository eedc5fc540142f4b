"""A page that sends a form once more: what was typed while a session ended is not lost.

The fields are in the page only, as hidden inputs, and in no session, cookie or log. Files and
passwords have to be given again.
"""

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.views.decorators.cache import never_cache

_TOKEN = "csrfmiddlewaretoken"  # noqa: S105


def token_was_replaced(request: HttpRequest, reason: str) -> bool:
    """Whether a form of ours was refused because signing in has replaced its CSRF token.

    Django compares the origin before the token, so a form of another site does not come this far.
    """
    user = getattr(request, "user", None)
    is_ours = "Origin" in request.headers and reason.startswith("CSRF token from POST")
    return is_ours and user is not None and user.is_staff


def holds_text(request: HttpRequest) -> bool:
    """Whether a form was sent with more than its token."""
    return bool(set(request.POST) - {_TOKEN})


@never_cache
def resubmission_page(request: HttpRequest) -> HttpResponse:
    """The fields of this POST, to be sent again to the same address after signing in."""
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name != _TOKEN and "password" not in name
    ]
    get_token(request)
    context = {"fields": fields, "has_files": bool(request.FILES)}
    return render(request, "resubmission.html", context, status=403)
