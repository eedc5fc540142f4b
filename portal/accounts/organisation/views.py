"""The page behind the mailed link that connects an account."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from portal.accounts.organisation import linking


@never_cache
def connect(request: HttpRequest, key: str) -> HttpResponse:
    """Ask, then connect. Every invalid link gets the same response."""
    user = linking.waiting(request.session, key)
    if user is None:
        return render(request, "account/organisation_void.html", status=410)
    if request.method == "POST":
        linking.connect(request.session, user)
        messages.success(request, _("Your account is connected. You can now sign in."))
        return redirect("account_login")
    return render(request, "account/organisation_connect.html", {"invited": user})
