"""Where somebody is signed in, to see and to end.

Nothing is kept for it but the sessions themselves, so no address and no browser: what tells one
from another is when it began.
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
    """`here`: the one that asks. Its key stays on the server."""

    key: str
    began: datetime
    seen: datetime
    here: bool

    @property
    def handle(self) -> str:
        """What stands for it in a form."""
        salt = "portal.accounts.own_sessions"
        return salted_hmac(salt, self.key, algorithm="sha256").hexdigest()


def sessions_of(user: User, here: str | None) -> list[OwnSession]:
    """Those that still count, the newest first. `here` is the key of the one that asks."""
    found = [
        OwnSession(key, _moment(data, BEGAN), _moment(data, SEEN), key == here)
        for key, data in _living(user)
    ]
    return sorted(found, key=lambda one: (one.here, one.began), reverse=True)


def end(sessions: list[OwnSession], handle: str) -> int:
    """End the one of this handle, or with OTHERS all; never where one is. Gives how many ended."""
    keys = [one.key for one in sessions if not one.here and handle in (OTHERS, one.handle)]
    return Session.objects.filter(session_key__in=keys).delete()[0]


class EndForm(forms.Form):
    """Which to end: one of those that are there, or all others."""

    session = forms.ChoiceField()

    def __init__(self, *args: Any, sessions: list[OwnSession], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        handles = [one.handle for one in sessions if not one.here]
        choices = [(handle, handle) for handle in (*handles, OTHERS)]
        self.fields["session"].choices = choices  # type: ignore[attr-defined]


def _living(user: User) -> Iterator[tuple[str, dict[str, Any]]]:
    """Key and content of each session of `user`; a few hundred of all people are looked through."""
    proof, now = user.get_session_auth_hash(), time.time()
    for session in Session.objects.filter(expire_date__gt=timezone.now()).iterator():
        data = session.get_decoded()
        if (
            data.get(SESSION_KEY) == str(user.pk)
            and constant_time_compare(data.get(HASH_SESSION_KEY, ""), proof)
            and now - data.get(SEEN, now) < settings.SESSION_IDLE.total_seconds()
            and now - data.get(BEGAN, now) < settings.SESSION_LONGEST.total_seconds()
        ):
            yield session.session_key, data


def _moment(data: dict[str, Any], name: str) -> datetime:
    return datetime.fromtimestamp(data.get(name, time.time()), UTC)
