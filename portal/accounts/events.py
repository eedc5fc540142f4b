"""What happened to accounts, in the log: signing in and out, refusals, passwords and second
factors. By the number of the account, never by name or address, and never from where.
"""

from __future__ import annotations

import logging
from typing import Any

from allauth.account import signals as account_signals
from allauth.mfa import signals as mfa_signals
from django.contrib.auth import signals as auth_signals

_LOG = logging.getLogger(__name__)
_TOLD = {
    auth_signals.user_logged_in: "signed in",
    auth_signals.user_logged_out: "signed out",
    account_signals.password_changed: "password changed",
    account_signals.password_reset: "password reset",
    mfa_signals.authenticator_added: "second factor added",
    mfa_signals.authenticator_removed: "second factor removed",
    mfa_signals.authenticator_reset: "recovery codes renewed",
}


def connect() -> None:
    """Called once, when the portal starts."""
    for signal, what in _TOLD.items():
        signal.connect(_teller(what), weak=False, dispatch_uid=f"events: {what}")
    auth_signals.user_login_failed.connect(_refused, dispatch_uid="events: refused")


def sessions_ended(user: Any, number: int) -> None:
    _LOG.info("%d sessions ended: account %s", number, user.pk)


def _teller(what: str) -> Any:
    def tell(user: Any = None, **_given: Any) -> None:
        _LOG.info("%s: account %s", what, getattr(user, "pk", None))

    return tell


def _refused(**_given: Any) -> None:
    """Whose account it was to be is not told: what was typed may be anything."""
    _LOG.warning("signing in refused")
