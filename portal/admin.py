from allauth.account.decorators import secure_admin_login
from allauth.account.views import logout
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from portal.accounts.admin import register


def change_password(request: HttpRequest, extra_context: object = None) -> HttpResponse:
    return redirect("account_change_password")


admin.site.site_header = _("Verwijswijzer: editing")
admin.site.site_title = "Verwijswijzer"
admin.site.index_title = _("What would you like to edit?")
# One way in and one way out, with the second factor and the limits that belong to it.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
admin.site.logout = logout  # type: ignore[method-assign]
admin.site.password_change = change_password  # type: ignore[assignment,method-assign]
register(admin.site)
