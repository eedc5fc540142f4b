"""A user's own sessions: list them, and end others.

Nothing is stored but the sessions themselves, so no IP address and no browser: a session is
recognised by its start.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from portal.accounts.sessions import BEGAN, SEEN

OTHERS = "others"


@dataclass(frozen=True, slots=True)
class OwnSession:
    """`here` is true of the session of the request. `key` never leaves the server."""

    key: str
    began: datetime
    seen: datetime
    here: bool

    @property
    def handle(self) -> str:
        """Identifies the session in a form."""
        salt = "portal.accounts.session_list"
        return salted_hmac(salt, self.key, algorithm="sha256").hexdigest()


def sessions_of(user: User, here: str | None) -> list[OwnSession]:
    """Sessions of `user` that are valid, the current and newest first. `here`: the current key."""
    sessions = [
        OwnSession(key, _moment(data, BEGAN), _moment(data, SEEN), key == here)
        for key, data in _valid(user)
    ]
    return sorted(sessions, key=lambda session: (session.here, session.began), reverse=True)


def end(sessions: list[OwnSession], handle: str) -> int:
    """End the session with this handle, or all others; never the current one. Returns how many."""
    keys = [
        session.key
        for session in sessions
        if not session.here and handle in (OTHERS, session.handle)
    ]
    return Session.objects.filter(session_key__in=keys).delete()[0]


class EndForm(forms.Form):
    """Choice of a session to end, or all others."""

    session = forms.ChoiceField()

    def __init__(self, *args: Any, sessions: list[OwnSession], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        handles = [session.handle for session in sessions if not session.here]
        choices = [(handle, handle) for handle in (*handles, OTHERS)]
        self.fields["session"].choices = choices  # type: ignore[attr-defined]


def _valid(user: User) -> Iterator[tuple[str, dict[str, Any]]]:
    """Key and data of the valid sessions of `user`. Decodes all sessions, a few hundred at most."""
    auth_hash, now = user.get_session_auth_hash(), time.time()
    for session in Session.objects.filter(expire_date__gt=timezone.now()).iterator():
        data = session.get_decoded()
        if (
            data.get(SESSION_KEY) == str(user.pk)
            and constant_time_compare(data.get(HASH_SESSION_KEY, ""), auth_hash)
            and now - data.get(SEEN, now) < settings.SESSION_IDLE.total_seconds()
            and now - data.get(BEGAN, now) < settings.SESSION_LONGEST.total_seconds()
        ):
            yield session.session_key, data


def _moment(data: dict[str, Any], name: str) -> datetime:
    return datetime.fromtimestamp(data.get(name, time.time()), UTC)
