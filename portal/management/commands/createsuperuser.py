"""Django's own command, for users who sign in with their email address."""

from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.contrib.auth.management.commands import createsuperuser
from django.core.management.base import CommandError


class Command(createsuperuser.Command):
    def get_input_data(self, field: Any, message: str, default: Any = None) -> Any:
        value = super().get_input_data(field, message, default)
        if field.name == "email" and not value:
            self.stderr.write("An email address is required: it is used to sign in.")
            return None  # asks again
        return value

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["interactive"] and not options.get("email"):
            raise CommandError("--email is required: it is used to sign in.")
        super().handle(*args, **options)
        self._verify_addresses()

    def _verify_addresses(self) -> None:
        """Mark the addresses as verified: whoever runs this command knows them."""
        for user in get_user_model().objects.filter(is_superuser=True, emailaddress=None):
            if user.email:
                EmailAddress.objects.create(
                    user=user, email=user.email.lower(), verified=True, primary=True
                )
