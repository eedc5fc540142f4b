from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from portal.backups.manifest import BackupError
from portal.backups.taking import take_backup


class Command(BaseCommand):
    help = "Writes the whole database to FILE, verified, while the portal keeps running."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--overwrite", action="store_true", help="replace an existing file")

    def handle(self, *args: Any, **options: Any) -> None:
        target = options["file"].absolute()
        try:
            manifest = take_backup(
                connection, target, at=timezone.now(), overwrite=options["overwrite"]
            )
        except BackupError as error:
            raise CommandError("\n".join(["No backup was made.", *error.reasons])) from error
        content = f"{len(manifest.snapshot.tables)} tables, {manifest.rows} rows"
        self.stdout.write(
            f"{target}: {content}, {target.stat().st_size} bytes, verified. "
            "It contains accounts and restricted content: store it where nobody else can read it."
        )
