"""Invitations: a signed link that expires and works once, with which one chooses a password."""

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.models import User
from django.core import signing
from django.core.mail import send_mail
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

_SALT = "portal.invitation"


def key_for(user: User) -> str:
    return signing.dumps([user.pk, _state(user)], salt=_SALT)


def invited_by(key: str) -> User | None:
    """Whom `key` invites; None when it is not ours, too old, used, or no longer true."""
    try:
        pk, state = signing.loads(key, salt=_SALT, max_age=settings.INVITATION_VALID)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    user = User.objects.filter(pk=pk, is_active=True).first()
    return user if user and constant_time_compare(state, _state(user)) else None


def _state(user: User) -> str:
    """Differs as soon as the address, the password or the last time of signing in does."""
    state = f"{user.email}|{user.password}|{user.last_login}"
    return salted_hmac(_SALT, state, algorithm="sha256").hexdigest()


def send_invitation(request: HttpRequest, user: User) -> None:
    """Send `user` a link; a new one makes no other useless until one of them is used."""
    link = request.build_absolute_uri(reverse("invitation", args=[key_for(user)]))
    context = {"user": user, "link": link, "days": settings.INVITATION_VALID.days}
    text = render_to_string("account/email/invitation.txt", context)
    send_mail(_("Your account for Verwijswijzer"), text, None, [user.email])


def accept(user: User, password: str) -> None:
    """Whoever has the link has the mail: the password is set and the address is proven."""
    user.set_password(password)
    user.save(update_fields=["password"])
    EmailAddress.objects.filter(user=user).delete()
    EmailAddress.objects.create(user=user, email=user.email.lower(), verified=True, primary=True)


def has_accepted(user: User) -> bool:
    return EmailAddress.objects.filter(user=user, verified=True).exists()
