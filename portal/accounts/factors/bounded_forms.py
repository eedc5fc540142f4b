"""Forms of accounts of Django and django-allauth, with a bound on everything that is typed."""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import Any

from allauth.account import forms as allauth_forms
from django import forms
from django.contrib.auth.forms import SetPasswordForm
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy

from knowledge.values.bounded_json import TooLargeError, bounded_json

LONGEST = 254
"""Characters, of an address and of a password alike: a phrase of forty words fits."""
LONGEST_ANSWER = 16_000  # characters of what a passkey answers, which has 1,000 to 4,000
_DEEPEST_ANSWER = 8
_NO_ANSWER = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, struct.error)
"""What the library raises for JSON that is not what a passkey answers."""


class Bounded(forms.BaseForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.JSONField) or not isinstance(field, forms.CharField):
                continue
            if field.max_length is None:
                field.max_length = LONGEST
                field.validators.append(MaxLengthValidator(LONGEST))


class AsksForAddress(Bounded):
    """django-allauth says "Email" above the field, and "Email address" in it and elsewhere."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.EmailField):
                field.label = gettext_lazy("Email address")


class KeyAnswerField(forms.JSONField):
    """The answer of a passkey, as a script sends it; refused unless `parse` can read it."""

    widget = forms.HiddenInput

    def __init__(self, parse: Callable[[Any], object], **kwargs: Any) -> None:
        self.parse = parse
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        try:
            if isinstance(value, str):
                bounded_json(value, longest=LONGEST_ANSWER, deepest=_DEEPEST_ANSWER)
        except TooLargeError as error:
            raise self._refusal() from error
        except ValueError:
            pass  # which `super` says
        return super().to_python(value)

    def validate(self, value: Any) -> None:
        super().validate(value)
        try:
            self.parse(value)
        except _NO_ANSWER as error:
            raise self._refusal() from error

    def _refusal(self) -> ValidationError:
        return ValidationError(self.error_messages["invalid"], code="invalid")


class LoginForm(AsksForAddress, allauth_forms.LoginForm):
    pass


class ChangePasswordForm(Bounded, allauth_forms.ChangePasswordForm):
    pass


class FirstPasswordForm(Bounded, allauth_forms.SetPasswordForm):
    pass


class ForgottenForm(AsksForAddress, allauth_forms.ResetPasswordForm):
    pass


class NewPasswordForm(Bounded, allauth_forms.ResetPasswordKeyForm):
    pass


class PasswordAgainForm(Bounded, allauth_forms.ReauthenticateForm):
    pass


class InvitedForm(Bounded, SetPasswordForm):
    pass
