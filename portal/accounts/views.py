"""Pages of accounts beside those of django-allauth."""

from typing import cast

from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from allauth.core.internal.ratelimit import consume
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from portal.accounts import events, invitations, own_sessions
from portal.accounts.rate_limits import too_many_requests
from portal.accounts.roles import role_of


@login_required
def account(request: HttpRequest) -> HttpResponse:
    user = request.user if isinstance(request.user, User) else None
    role = role_of(user) if user else None
    return render(request, "account/account.html", {"role": role.label if role else ""})


def _can_prove_who_it_is(request: HttpRequest) -> bool:
    """Not who only signs in with the organisation: there is nothing here to ask for."""
    return bool(get_reauthentication_flows(request.user))


@never_cache
@login_required
@reauthentication_required(enabled=_can_prove_who_it_is)
def sessions(request: HttpRequest) -> HttpResponse:
    """Where the asker is signed in. Who just proved who they are may end one, or all others."""
    user, here = cast(User, request.user), request.session.session_key
    found = own_sessions.sessions_of(user, here)
    if request.method != "POST":
        return render(request, "account/sessions.html", {"sessions": found})
    form = own_sessions.EndForm(request.POST, sessions=found)
    if form.is_valid():
        ended = own_sessions.end(found, form.cleaned_data["session"])
        events.sessions_ended(user, ended)
        words = ngettext("%d session is ended.", "%d sessions are ended.", ended)
        messages.success(request, words % ended)
    else:
        messages.info(request, _("That session had ended."))
    return redirect("account_sessions")


def signup_closed(request: HttpRequest) -> HttpResponse:
    return render(request, "account/signup_closed.html", status=403)


@never_cache
@sensitive_post_parameters()
def invitation(request: HttpRequest, key: str) -> HttpResponse:
    """Choose a password. Whatever is wrong with the link, the answer is the same."""
    if not consume(request, app="allauth.account", action="invitation"):
        return too_many_requests(request)
    user = invitations.invited_by(key)
    if user is None:
        return render(request, "account/invitation_void.html", status=410)
    form = SetPasswordForm(user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        invitations.accept(user, form.cleaned_data["new_password1"])
        messages.success(request, _("Your password is set. You can sign in now."))
        return redirect("account_login")
    return render(request, "account/invitation.html", {"form": form, "invited": user})
