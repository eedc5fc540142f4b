"""Adapters of django-allauth: accounts by invitation only, and messages of our own."""

from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from knowledge.confirmation.reports.rate_limit import client_address
from portal.accounts.allauth_internals import LimitFailedLoginsPerClient
from portal.accounts.factors import encryption, guessing
from portal.outgoing.account_mail import MailOfAccounts


class AccountAdapter(MailOfAccounts, LimitFailedLoginsPerClient):
    error_messages = {
        **LimitFailedLoginsPerClient.error_messages,
        "email_password_mismatch": _("The email address or password is incorrect."),
        "too_many_login_attempts": _("Too many attempts. Wait a few minutes and try again."),
        "rate_limited": _("Too many attempts. Wait a few minutes and try again."),
        "incorrect_code": _("This code is incorrect or has expired. Try a new code."),
        "incorrect_password": _("This password is incorrect."),
        "enter_current_password": _("This is not your current password."),
        "account_inactive": _("This account is closed."),
    }

    def get_client_ip(self, request: HttpRequest) -> str:
        """As all limits of the portal see it."""
        return client_address(request)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        super().pre_authenticate(request, **credentials)
        login = credentials.get("email") or credentials.get("username") or ""
        if guessing.must_wait(request, str(login)):
            raise self.validation_error("too_many_login_attempts")

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        is_staff = request.user.is_authenticated and request.user.is_staff
        return reverse("admin:index" if is_staff else "home")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account")

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        descriptions = {
            "reauthenticate": _("With your password"),
            "mfa_reauthenticate": _("With a code from your app, or a recovery code"),
            "mfa_reauthenticate:webauthn": _("With a passkey or security key"),
        }
        methods = super().get_reauthentication_methods(user)
        return [{**method, "description": descriptions[method["id"]]} for method in methods]


class SecondFactorAdapter(DefaultMFAAdapter):
    def encrypt(self, text: str) -> str:
        return encryption.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return encryption.decrypt(encrypted_text)

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
        "unverified_email": _("Confirm your email address first."),
        "cannot_generate_recovery_codes": _("Set up an app or a passkey first."),
    }

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return gettext("Key %d") % (count + 1)
