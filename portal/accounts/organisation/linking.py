"""Connecting an account to the organisation's sign-in, proven by a link in a mail.

What waits for that proof is in the session of the browser that signed in with the organisation:
a link opened elsewhere, or sent by someone else, connects nothing.
"""

import secrets
import time
from datetime import timedelta

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.sessions.backends.base import SessionBase
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from portal.outgoing.outbox import for_secrets

VALID = timedelta(hours=1)
WAITING = "organisation_link"


def invited(email: str) -> User | None:
    """The open account with this address; None when there is none, or more than one."""
    found = list(User.objects.filter(email__iexact=email, is_active=True)[:2])
    return found[0] if len(found) == 1 else None


def propose(session: SessionBase, user: User, provider: str, uid: str) -> None:
    """Mail `user` a link that connects this person at the provider to the account."""
    key = secrets.token_urlsafe(32)
    session[WAITING] = {
        "key": key,
        "user": user.pk,
        "provider": provider,
        "uid": uid,
        "until": time.time() + VALID.total_seconds(),
    }
    link = settings.SITE_URL + reverse("organisation_connect", args=[key])
    text = render_to_string("account/email/organisation_connect.txt", {"link": link})
    send_mail(
        _("Connect your Verwijswijzer account"), text, None, [user.email], connection=for_secrets()
    )


def waiting(session: SessionBase, key: str) -> User | None:
    """The open account that `key` connects in this session; None for any other key."""
    found = session.get(WAITING) or {}
    right = constant_time_compare(found.get("key", ""), key) and time.time() < found["until"]
    return User.objects.filter(pk=found["user"], is_active=True).first() if right else None


@transaction.atomic
def connect(session: SessionBase, user: User) -> None:
    """Store the connection; the link came by mail, so the address is verified too."""
    found = session.pop(WAITING)
    SocialAccount.objects.get_or_create(
        provider=found["provider"], uid=found["uid"], defaults={"user": user}
    )
    EmailAddress.objects.update_or_create(
        user=user, email=user.email.lower(), defaults={"verified": True, "primary": True}
    )
