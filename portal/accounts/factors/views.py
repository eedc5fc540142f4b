"""The page of django-allauth that sets up an app, of which the first code is used up too."""

from typing import Any

from allauth.mfa.totp.views import ActivateTOTPView
from django.http import HttpResponse

from portal.accounts.factors import used_codes


class ActivateView(ActivateTOTPView):
    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        used_codes.claim(form.user.pk, form.cleaned_data["code"])
        return response


activate = ActivateView.as_view()
