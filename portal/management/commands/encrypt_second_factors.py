from typing import Any

from django.core.management.base import BaseCommand

from portal.accounts.factors import encryption


class Command(BaseCommand):
    help = "Encrypts secrets of second factors that are not, or that an older key encrypted."

    def handle(self, *args: Any, **options: Any) -> None:
        if renewed := encryption.renew():
            self.stdout.write(f"{renewed} secrets of second factors encrypted with the first key.")
