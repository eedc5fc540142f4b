"""Security log: logins, logouts, failed logins, and changes of passwords and second factors.

Accounts appear by primary key, never by name or email address, and clients do not appear at all.
"""

from __future__ import annotations

import logging
from typing import Any

from allauth.account import signals as account_signals
from allauth.mfa import signals as mfa_signals
from django.contrib.auth import signals as auth_signals

_LOG = logging.getLogger(__name__)
_EVENTS = {
    auth_signals.user_logged_in: "signed in",
    auth_signals.user_logged_out: "signed out",
    account_signals.password_changed: "password changed",
    account_signals.password_reset: "password reset",
    mfa_signals.authenticator_added: "second factor added",
    mfa_signals.authenticator_removed: "second factor removed",
    mfa_signals.authenticator_reset: "recovery codes renewed",
}


def connect() -> None:
    """Connect the signals; called once, from `ready()`."""
    for signal, event in _EVENTS.items():
        signal.connect(_logger_of(event), weak=False, dispatch_uid=f"events: {event}")
    auth_signals.user_login_failed.connect(_login_failed, dispatch_uid="events: refused")


def sessions_ended(user: Any, number: int) -> None:
    _LOG.info("%d sessions ended: account %s", number, user.pk)


def _logger_of(event: str) -> Any:
    def log(user: Any = None, **_signal: Any) -> None:
        _LOG.info("%s: account %s", event, getattr(user, "pk", None))

    return log


def _login_failed(**_signal: Any) -> None:
    """Without the login that was tried: people also type their password there."""
    _LOG.warning("signing in refused")
