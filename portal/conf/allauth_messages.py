"""Messages of django-allauth on screen, collected so that our Dutch replaces its own."""

from django.utils.translation import gettext_lazy as _

SHOWN = (
    _("Email address"),
    _("Password"),
    _("Forgot your password?"),
    _("Current Password"),
    _("New Password"),
    _("New Password (again)"),
    _("Password (again)"),
    _("You must type the same password each time."),
    _("Code"),
    _("Authenticator code"),
    _("Passwordless"),
    _(
        "Enabling passwordless operation allows you to sign in using just this key, but imposes "
        "additional requirements such as biometrics or PIN protection."
    ),
    _("The email address is not assigned to any user account."),
    _("The password reset token was invalid."),
)
