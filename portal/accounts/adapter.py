"""Adapters of django-allauth: accounts by invitation only, and messages of our own."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.accounts.allauth_internals import LimitFailedLoginsPerClient


class AccountAdapter(LimitFailedLoginsPerClient):
    error_messages = {
        **LimitFailedLoginsPerClient.error_messages,
        "email_password_mismatch": _("The e-mail address or password is incorrect."),
        "too_many_login_attempts": _("Too many attempts. Wait a few minutes and try again."),
        "rate_limited": _("Too many attempts. Wait a few minutes and try again."),
        "incorrect_code": _("This code is incorrect or has expired. Try a new code."),
        "incorrect_password": _("This password is incorrect."),
        "enter_current_password": _("This is not your current password."),
        "account_inactive": _("This account is closed."),
    }

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
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
        "unverified_email": _("Confirm your e-mail address first."),
        "cannot_generate_recovery_codes": _("Set up an app or a passkey first."),
    }

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return gettext("Key %d") % (count + 1)


class OrganisationAdapter(DefaultSocialAccountAdapter):
    """Single sign-on through the organisation's own identity provider."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """An invited address that the provider has verified needs no invitation link any more."""
        user = sociallogin.user if sociallogin.is_existing else None
        verified = {
            address.email.lower() for address in sociallogin.email_addresses if address.verified
        }
        if user and user.email.lower() in verified:
            EmailAddress.objects.update_or_create(
                user=user,
                email=user.email.lower(),
                defaults={"verified": True, "primary": True},
            )
