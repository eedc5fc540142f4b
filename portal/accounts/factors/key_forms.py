"""Forms of django-allauth with labels of our own, because theirs cannot be translated."""

from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from allauth.mfa.webauthn.internal.auth import parse_registration_response
from django import forms
from django.utils.translation import gettext_lazy as _

from portal.accounts.factors.bounded_forms import KeyAnswerField


class AddKeyForm(AddWebAuthnForm):
    """A passkey by default. Untick `passwordless` for a security key without a PIN."""

    name = forms.CharField(label=_("Name"), required=False, max_length=100)

    credential = KeyAnswerField(parse_registration_response)

    field_order = ("name", "passwordless")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].initial = True


class EditKeyForm(EditWebAuthnForm):
    name = forms.CharField(label=_("Name"), max_length=100)
