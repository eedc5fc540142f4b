"""The migrations; the other tests create their tables from the models."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from tests.paths import ROOT

NAME = "test_verwijswijzer_older"

ALONG = """
from django.core.management import call_command
from django.db import connection
call_command("migrate", "knowledge", "0002", verbosity=0)
connection.cursor().execute('''
    INSERT INTO knowledge_audience
      (slug, status, restricted, position, created_at, updated_at, name, name_nl, name_en)
    VALUES ('proef', 'published', false, 1, '2026-01-01', '2026-01-01', 'Proef', 'Proef', 'Trial')
''')
call_command("migrate", verbosity=0)
from knowledge.models import Audience
row = Audience.objects.get(slug="proef")
assert (row.version, row.publish_on, row.is_public) == (0, None, True)
row.name_nl = "Anders"
row.save()
assert (row.version, row.history.count()) == (1, 1)
call_command("makemigrations", check_changes=True, dry_run=True, verbosity=0)
print("as it should be")
"""


def manage(url: str, *arguments: str) -> str:
    own = {"DATABASE_URL": url, "VERWIJSWIJZER_LOCAL": "1"}
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments, "--verbosity", "0"],
        cwd=ROOT,
        env={**os.environ, **own, "DJANGO_SETTINGS_MODULE": "portal.settings"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def empty_database(tmp_path: Path) -> Iterator[str]:
    """URL of an empty database, on the same engine as the tests."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path}/older.sqlite3"
        return
    found = connection.settings_dict
    who = f"{found['USER']}:{found['PASSWORD']}@{found['HOST']}:{found['PORT'] or 5432}"
    with psycopg.connect(f"postgres://{who}/postgres", autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {NAME}")
        server.execute(f"CREATE DATABASE {NAME}")
        yield f"postgres://{who}/{NAME}"
        server.execute(f"DROP DATABASE {NAME}")


def test_a_database_of_the_version_before_comes_along(empty_database):
    assert "as it should be" in manage(empty_database, "shell", "--command", ALONG)
