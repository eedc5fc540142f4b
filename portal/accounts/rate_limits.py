"""Rate limits that store no personal data, and their error page."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _


def hidden_key(key: str, key_prefix: str, version: int) -> str:
    """A cache key function: hashed, so that keys reveal no e-mail or IP address."""
    return salted_hmac("cache", f"{key_prefix}:{version}:{key}", algorithm="sha256").hexdigest()


def too_many_requests(request: HttpRequest) -> HttpResponse:
    context = {
        "problem": _("Too many attempts"),
        "advice": _("Wait five minutes and try again. Your account has not been changed."),
    }
    response = render(request, "error.html", context, status=429)
    response["Retry-After"] = str(int(settings.LONGEST_LIMIT.total_seconds()))
    return response
