from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.accounts.roles import MissingPermissionError, make_roles


class Command(BaseCommand):
    help = "Gives the groups reader, editor, publisher and administrator their permissions."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            make_roles()
        except MissingPermissionError as error:
            raise CommandError(f"These permissions do not exist yet: {error}") from error
