import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from portal.backups.manifest import BackupError, Manifest
from portal.backups.restoring import inspect, restore


class Command(BaseCommand):
    help = "Replaces the whole database with the backup in FILE, after saving the current one."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--yes", action="store_true", help="do not ask first")
        parser.add_argument(
            "--keep-in",
            type=Path,
            default=settings.DATA_DIR,
            help="folder for a backup of the current database (DATA_DIR)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        source, keep_in = options["file"].absolute(), options["keep_in"].absolute()
        try:
            manifest = inspect(connection, source)
            if not options["yes"]:
                self._confirm(manifest)
            restored = restore(connection, source, keep_in=keep_in, at=timezone.now())
        except BackupError as error:
            reasons = ["Nothing was restored; everything is as it was.", *error.reasons]
            raise CommandError("\n".join(reasons)) from error
        self.stdout.write(
            f"Restored: {len(manifest.snapshot.tables)} tables, {manifest.rows} rows, "
            f"as they were at {manifest.made_at}. Everyone must sign in again.\n"
            f"Previous database: {restored.before}\n"
            f"  to go back:    manage.py restore {restored.before}\n"
            f"  to remove it:  rm {restored.before}"
        )

    def _confirm(self, manifest: Manifest) -> None:
        if not sys.stdin.isatty():
            raise CommandError(
                "There is no terminal to ask for confirmation: add --yes to restore without asking."
            )
        self.stdout.write(
            f"This replaces everything with {manifest.rows} rows as they were at "
            f"{manifest.made_at}, and signs everyone out. The current database is saved to a file "
            "first."
        )
        if input("Type yes to continue: ").strip().lower() != "yes":
            raise CommandError("Nothing was restored; everything is as it was.")
