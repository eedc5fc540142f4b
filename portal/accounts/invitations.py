"""Invitations: a signed link, which expires and works once, to choose a password."""

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.models import User
from django.core import signing
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from portal.outgoing.outbox import for_secrets

_SALT = "portal.invitation"


def key_for(user: User) -> str:
    return signing.dumps([user.pk, _state(user)], salt=_SALT)


def invited_by(key: str) -> User | None:
    """The user that `key` invites; None when it is invalid, expired, used or outdated."""
    try:
        pk, state = signing.loads(key, salt=_SALT, max_age=settings.INVITATION_VALID)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    user = User.objects.filter(pk=pk, is_active=True).first()
    return user if user and constant_time_compare(state, _state(user)) else None


def _state(user: User) -> str:
    """Changes with the address, the password and the last login, so that a link works once."""
    state = f"{user.email}|{user.password}|{user.last_login}"
    return salted_hmac(_SALT, state, algorithm="sha256").hexdigest()


def send_invitation(user: User) -> None:
    """Send `user` a link. Earlier links stay valid until one of them is used."""
    link = settings.SITE_URL + reverse("invitation", args=[key_for(user)])
    context = {"user": user, "link": link, "days": settings.INVITATION_VALID.days}
    text = render_to_string("account/email/invitation.txt", context)
    subject = _("Your Verwijswijzer account")
    send_mail(subject, text, None, [user.email], connection=for_secrets())


def accept(user: User, password: str) -> None:
    """Set the password and mark the address as verified: the link came by mail."""
    user.set_password(password)
    user.save(update_fields=["password"])
    EmailAddress.objects.filter(user=user).delete()
    EmailAddress.objects.create(user=user, email=user.email.lower(), verified=True, primary=True)


def has_accepted(user: User) -> bool:
    return EmailAddress.objects.filter(user=user, verified=True).exists()
