"""Account pages that django-allauth does not have."""

from typing import cast

from allauth.account.adapter import get_adapter
from allauth.account.decorators import reauthentication_required
from allauth.core.ratelimit import consume
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from portal.accounts import events, invitations, session_list
from portal.accounts.factors.bounded_forms import InvitedForm
from portal.accounts.rate_limits import too_many_requests
from portal.accounts.roles import role_of


@login_required
def account(request: HttpRequest) -> HttpResponse:
    user = request.user if isinstance(request.user, User) else None
    role = role_of(user) if user else None
    return render(request, "account/account.html", {"role": role.label if role else ""})


def _can_reauthenticate(request: HttpRequest) -> bool:
    """False for a user who only signs in with the organisation: they have no password here."""
    return bool(get_adapter(request).get_reauthentication_methods(request.user))


@never_cache
@login_required
@reauthentication_required(enabled=_can_reauthenticate)
def sessions(request: HttpRequest) -> HttpResponse:
    """List the user's own sessions, and end one or all others after reauthentication."""
    user, here = cast(User, request.user), request.session.session_key
    own = session_list.sessions_of(user, here)
    if request.method != "POST":
        return render(request, "account/sessions.html", {"sessions": own})
    form = session_list.EndForm(request.POST, sessions=own)
    if form.is_valid():
        ended = session_list.end(own, form.cleaned_data["session"])
        events.sessions_ended(user, ended)
        message = ngettext("%d session has been ended.", "%d sessions have been ended.", ended)
        messages.success(request, message % ended)
    else:
        messages.info(request, _("That session had already ended."))
    return redirect("account_sessions")


def signup_closed(request: HttpRequest) -> HttpResponse:
    return render(request, "account/signup_closed.html", status=403)


@never_cache
@sensitive_post_parameters()
def invitation(request: HttpRequest, key: str) -> HttpResponse:
    """Choose a password. Every invalid link gets the same response, whatever is wrong with it."""
    if not consume(request, action="invitation"):
        return too_many_requests(request)
    user = invitations.invited_by(key)
    if user is None:
        return render(request, "account/invitation_void.html", status=410)
    form = InvitedForm(user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        invitations.accept(user, form.cleaned_data["new_password1"])
        messages.success(request, _("Your password has been set. You can now sign in."))
        return redirect("account_login")
    return render(request, "account/invitation.html", {"form": form, "invited": user})
