"""Single sign-on through the organisation's own identity provider."""

from __future__ import annotations

import logging
from smtplib import SMTPException
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from django.http import HttpRequest
from django.shortcuts import redirect, render

from portal.accounts.organisation import linking
from portal.accounts.organisation.claims import claims_of
from portal.outgoing.provider import CallsToProvider

_LOG = logging.getLogger(__name__)


class OrganisationAdapter(CallsToProvider):
    """Opens accounts that are connected. Connecting needs a proof that is not the provider's."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def can_authenticate_by_email(self, login: Any, email: str) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Refuse with a reason in the log, or propose to connect the account that was invited."""
        if sociallogin.state.get("process") != "login":
            _refused("only signing in is offered")  # a link from elsewhere could ask to connect
            raise ImmediateHttpResponse(redirect("account"))
        claims = claims_of(sociallogin.account.extra_data)
        if sociallogin.is_existing:
            if not sociallogin.user.is_active:
                _refused("account closed")
        elif claims.refusal:
            _refused(claims.refusal)
        else:
            self._propose(request, sociallogin, claims.email)

    def on_authentication_error(self, request: HttpRequest, provider: Any, **_more: Any) -> None:
        _refused(f"no valid answer from the provider ({_more.get('error') or 'unknown'})")

    def _propose(self, request: HttpRequest, sociallogin: Any, email: str) -> None:
        """One page for every verified address, whether or not it has an account."""
        user = linking.invited(email)
        if user is None:
            _refused("no open account with this address")
        else:
            _refused("not connected yet: a link was mailed")
            account = sociallogin.account
            try:
                linking.propose(request.session, user, account.provider, account.uid)
            except (OSError, SMTPException):
                _LOG.exception("the link could not be mailed")
        raise ImmediateHttpResponse(render(request, "account/organisation_mailed.html", status=403))


def _refused(reason: str) -> None:
    """Without the address or the name: those who are refused may be anybody."""
    _LOG.warning("signing in with the organisation refused: %s", reason)
