"""The signature counter of a passkey, by which a copy of it is noticed.

A security key counts its signatures. A count that did not rise means that there are two of it
(WebAuthn Level 2, 6.1.1). Passkeys that are shared between devices always say 0: of those nothing
can be noticed.
"""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal.auth import parse_authentication_response
from django.db import transaction

LAST = "sign_count"


def count_in(response: dict[str, Any]) -> int:
    return int(parse_authentication_response(response).response.authenticator_data.counter)


@transaction.atomic
def rises(key: Authenticator, count: int) -> bool:
    """Remember `count` of `key`; False, and nothing remembered, when it did not rise."""
    key = Authenticator.objects.select_for_update().get(pk=key.pk)
    last = key.data.get(LAST)
    if last is None:
        last = key.wrap().authenticator_data.counter
    if (count or last) and count <= last:
        return False
    key.data[LAST] = count
    key.save(update_fields=["data"])
    return True
