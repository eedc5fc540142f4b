"""A code of an authenticator app is accepted once.

django-allauth remembers a used code for one period of 30 seconds, but accepts it for three. As
RFC 6238 (5.2) says, what is remembered here is the period of the last code, with the app itself:
a code of that period or an earlier one is of no use any more.
"""

import time

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from django.db import transaction

LAST = "last_period"


def is_used(user_id: int, code: str) -> bool:
    """Whether `code` is one of the app's codes that cannot be used any more."""
    app = Authenticator.objects.filter(user_id=user_id, type=Authenticator.Type.TOTP).first()
    if app is None:
        return False
    periods = _periods_of(app, code)
    return bool(periods) and max(periods) <= app.data.get(LAST, -1)


@transaction.atomic
def claim(user_id: int, code: str) -> bool:
    """Use `code` up; False when it was used before, also by a request at the same moment."""
    app = Authenticator.objects.select_for_update().get(
        user_id=user_id, type=Authenticator.Type.TOTP
    )
    last = app.data.get(LAST, -1)
    new = [period for period in _periods_of(app, code) if period > last]
    if not new:
        return False
    app.data[LAST] = min(new)
    app.save(update_fields=["data"])
    return True


def _periods_of(app: Authenticator, code: str) -> list[int]:
    """The periods within the tolerance of which `code` is the code."""
    secret = decrypt(app.data["secret"])
    now = int(time.time()) // app_settings.TOTP_PERIOD
    tolerance = app_settings.TOTP_TOLERANCE
    return [
        period
        for period in range(now - tolerance, now + tolerance + 1)
        if compare_user_code(actual=code, expected=format_hotp_value(hotp_value(secret, period)))
    ]
