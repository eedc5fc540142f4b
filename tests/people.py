"""Users for tests, one for each role, who can sign in."""

from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.contrib.auth.models import User
from django.utils import timezone

from portal.accounts.roles import Role, give_role

PASSWORD = "een-lang-wachtwoord-alleen-hier"
PERIOD = 30  # seconds of validity of a TOTP code
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def made_person(role: str, email: str = "", *, second_factor: bool = True) -> User:
    email = email or f"{role}@voorbeeld.example"
    user = User.objects.create_user(email, email, PASSWORD)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    give_role(user, Role(role))
    if second_factor:
        TOTP.activate(user, SECRET)
    return user


def code_of(secret: str = SECRET, *, later: int = 0) -> str:
    """The current TOTP code for `secret`, or one so many periods later: a code works once."""
    counter = int(timezone.now().timestamp()) // PERIOD + later
    return format_hotp_value(hotp_value(secret, counter))
