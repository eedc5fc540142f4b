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
    help = "Replaces the whole database by the backup in FILE, and keeps what was there."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--yes", action="store_true", help="do not ask first")
        parser.add_argument(
            "--keep-in",
            type=Path,
            default=settings.DATA_DIR,
            help="folder for what was there before (DATA_DIR)",
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
            f"as they were at {manifest.made_at}. Everybody signs in again.\n"
            f"What was there before: {restored.before}\n"
            f"  back to that:  manage.py restore {restored.before}\n"
            f"  remove it:     rm {restored.before}"
        )

    def _confirm(self, manifest: Manifest) -> None:
        if not sys.stdin.isatty():
            raise CommandError("Nobody is here to ask: add --yes to restore without asking.")
        self.stdout.write(
            f"This replaces everything by {manifest.rows} rows as they were at "
            f"{manifest.made_at}, and signs everybody out. What is there now is kept in a file."
        )
        if input("Type yes to go on: ").strip().lower() != "yes":
            raise CommandError("Nothing was restored; everything is as it was.")
