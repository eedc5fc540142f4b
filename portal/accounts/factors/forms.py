"""Forms of django-allauth that ask for a second factor, stricter than its own."""

import logging
from typing import Any

from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, BaseAuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from allauth.mfa.webauthn.internal.auth import parse_authentication_response
from django.core.exceptions import ValidationError

from portal.accounts.factors import guessing, passkeys, used_codes
from portal.accounts.factors.bounded_forms import Bounded, KeyAnswerField

_LOG = logging.getLogger(__name__)


class CodeOnce(Bounded, BaseAuthenticateForm):
    """A code of an app is accepted once."""

    def clean_code(self) -> str:
        """Look before as well: the right code gives the tries of the limit back."""
        sent: str = self.cleaned_data["code"]
        if used_codes.is_used(self.user.pk, sent):
            raise _used(self.user)
        if guessing.must_wait(context.request, self.user.email, "code"):
            raise get_account_adapter().validation_error("too_many_login_attempts")
        super().clean_code()
        of_app = self.authenticator.type == Authenticator.Type.TOTP
        if of_app and not used_codes.claim(self.user.pk, sent):
            raise _used(self.user)
        return sent


class FirstCodeForm(Bounded, ActivateTOTPForm):
    pass


class CodeForm(CodeOnce, AuthenticateForm):
    pass


class CodeAgainForm(CodeOnce, ReauthenticateForm):
    pass


class KeyForm(AuthenticateWebAuthnForm):
    """A passkey whose counter did not rise is refused."""

    credential = KeyAnswerField(parse_authentication_response)

    def clean_credential(self) -> Authenticator:
        count = passkeys.count_in(self.cleaned_data["credential"])
        key: Authenticator = super().clean_credential()
        if not passkeys.rises(key, count):
            _LOG.warning("passkey refused, its counter went back: account %s", key.user_id)
            raise get_adapter().validation_error("incorrect_code")
        return key


class KeyAgainForm(KeyForm, ReauthenticateWebAuthnForm):
    pass


class KeyLoginForm(KeyForm, LoginWebAuthnForm):
    pass


def _used(user: Any) -> ValidationError:
    _LOG.warning("code used before: account %s", user.pk)
    error: ValidationError = get_adapter().validation_error("incorrect_code")
    return error
