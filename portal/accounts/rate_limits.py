"""Rate limits that store no personal data, and their error page."""

from datetime import datetime

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _


def hidden_key(key: str, key_prefix: str, version: int) -> str:
    """A cache key function: hashed, so that keys reveal no email or IP address."""
    return salted_hmac("cache", f"{key_prefix}:{version}:{key}", algorithm="sha256").hexdigest()


def delete_expired_counts(*, at: datetime) -> int:
    """Delete the rows of the cache in the database that count no longer."""
    expires = connection.ops.adapt_datetimefield_value(at)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM cache WHERE expires < %s", [expires])
        return int(cursor.rowcount)


def too_many_requests(request: HttpRequest) -> HttpResponse:
    context = {
        "problem": _("Too many attempts"),
        "advice": _("Wait five minutes and try again. Your account has not been changed."),
    }
    response = render(request, "error.html", context, status=429)
    response["Retry-After"] = str(int(settings.LONGEST_LIMIT.total_seconds()))
    return response
