from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = (
        "Prepares the database: runs migrations, loads the starting content and sets up the roles."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        call_command("load_content", stdout=self.stdout)
        call_command("make_roles", stdout=self.stdout)
        call_command("encrypt_second_factors", stdout=self.stdout)
        call_command("daily", stdout=self.stdout)
