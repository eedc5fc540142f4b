"""Who sends a large body: asked before any of it is read."""

from __future__ import annotations

from io import BytesIO
from wsgiref.types import WSGIEnvironment

from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.sessions.backends.db import SessionStore
from django.core.handlers.wsgi import WSGIRequest
from django.db import close_old_connections

from knowledge.caching.availability import DATABASE_UNAVAILABLE


def may_send_files(environ: WSGIEnvironment) -> bool:
    """Whether the session cookie is of somebody who may use the editing site. Two queries."""
    request = WSGIRequest({**environ, "wsgi.input": BytesIO()})
    cookie = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
    if not cookie:
        return False
    close_old_connections()
    request.session = SessionStore(cookie)
    try:
        user = get_user(request)
    except DATABASE_UNAVAILABLE:
        return True  # let it in: the page then says that the database is away, and keeps the fields
    finally:
        close_old_connections()
    return bool(user.is_active and getattr(user, "is_staff", False))
