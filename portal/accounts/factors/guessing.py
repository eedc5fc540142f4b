"""A slow limit on guessing that is spread over many addresses.

It counts tries for one account, and tries from one network (/24, or /48 of IPv6), in an hour. From
the network where an account signed in lately it does not count: there the fast limits suffice, and
a stranger cannot use it to lock the owner out. Elsewhere the owner waits an hour at most, takes a
new password by mail, or uses the passkey or the organisation's sign-in, which cannot be guessed.
"""

from typing import Any

from allauth.account.signals import password_reset
from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone

from knowledge.confirmation.reports.rate_limit import client_network, limit, retry_after


def connect() -> None:
    """Remember places; called once, from `ready()`."""
    for signal in (user_logged_in, password_reset):
        signal.connect(remember_place, dispatch_uid="guessing")


def must_wait(request: HttpRequest, email: str, scope: str = "password") -> bool:
    """Count one try at `email`; True when it is one too many."""
    email, network, now = email.lower(), client_network(request), timezone.now()
    if cache.get(_place(email, network)):
        return False
    limits = [
        limit(f"{scope} of account", email, settings.GUESSES_OF_ACCOUNT, at=now),
        limit(f"{scope} from network", network, settings.GUESSES_FROM_NETWORK, at=now),
    ]
    return retry_after(limits, at=now) > 0


def remember_place(request: HttpRequest, user: Any, **_signal: Any) -> None:
    """Of who signed in, or came by a mailed link. The key is hashed, as all in this cache are."""
    place = _place(user.email.lower(), client_network(request))
    cache.set(place, True, settings.KNOWN_PLACE.total_seconds())


def _place(email: str, network: str) -> str:
    return f"place:{email}:{network}"
