"""The one private interface of django-allauth that this portal relies on, in one place.

Written for the version in `HOLDS_FOR`. `tests/portal/accounts/test_allauth_internals.py` tests
exactly what is relied on: when an upgrade fails there, check that contract and raise the version.
"""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

HOLDS_FOR = "65.22.1"


class LimitFailedLoginsPerClient(DefaultAccountAdapter):
    """Counts failed logins for an account and an IP address together (`key` in the rate limits).

    Counted for the account alone, as allauth does, anyone who knows an address could lock its
    owner out from anywhere. The public hooks, `pre_authenticate` and `authentication_failed`,
    cannot do this: parallel attempts would pass between the check of the one and the count of the
    other, and allauth takes a count back after the right password and a password reset.
    """

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        account = super()._get_login_attempts_cache_key(request, **credentials)
        return f"{account}:{self.get_client_ip(request)}"
