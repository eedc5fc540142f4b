"""Staff and readers without a second factor are sent to set one up, before anything else."""

from collections.abc import Callable

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.models import AnonymousUser, User
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from portal.accounts.pages import is_account_page

FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


def lacks_second_factor(request: HttpRequest) -> bool:
    """Whether this user has to set up a second factor first."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return False
    user = request.user
    if not must_have_second_factor(user):
        return False
    return not is_mfa_enabled(user, FACTORS) and not _trusted_provider_login(request)


def must_have_second_factor(user: User | AnonymousUser) -> bool:
    if user.is_staff or user.is_superuser:
        return settings.REQUIRE_SECOND_FACTOR
    return settings.REQUIRE_SECOND_FACTOR_READERS and user.has_perm("knowledge.see_restricted")


def _trusted_provider_login(request: HttpRequest) -> bool:
    """Whether a provider signed them in that is trusted to ask for a second factor itself."""
    if not settings.OIDC_TRUSTS_SECOND_FACTOR:
        return False
    user = request.user if request.user.is_authenticated else None
    records = get_authentication_records(request, user)
    return any(
        record["method"] == "socialaccount"
        and record.get("provider") in settings.OIDC_TRUSTS_SECOND_FACTOR
        for record in records
    )


class SecondFactorMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> HttpResponse | None:
        if not lacks_second_factor(request):
            return None
        if is_account_page(request):
            request.second_factor_missing = True  # type: ignore[attr-defined]
            return None
        return HttpResponseRedirect(reverse("mfa_index"))
