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
"""

TWICE = """
from django.db.migrations.executor import MigrationExecutor
call_command("migrate", "knowledge", "0011", verbosity=0)
call_command("migrate", "auth", verbosity=0)
before = ("knowledge", "0011_opening_hours")
state = MigrationExecutor(connection).loader.project_state([before])
old = state.apps.get_model
organisation = old("knowledge", "Organisation").objects.create(slug="proef", kind="care")
desk = old("knowledge", "Service").objects.create(slug="proef", organisation=organisation)
editor = old("auth", "User").objects.create(username="redactie")
numbers = {
    "draft": "+31 33 448 11 86", "first": "033 448 11 86", "second": "0334481186",
    "third": "033-4481186", "other": "033 448 11 87", "unreadable": "bel ons", "abroad": "+32 112",
}
for slug, value in numbers.items():
    detail = old("knowledge", "ContactDetail").objects.create(
        slug=slug, service=desk, kind="phone", value=value,
        status="draft" if slug == "draft" else "published",
    )
    old("knowledge", "Verification").objects.create(
        contact=detail, by=editor, value=value, result="confirmed", method="called"
    )
"""

TO_THE_PRESENT = """
call_command("migrate", verbosity=0)
call_command("makemigrations", check_changes=True, dry_run=True, verbosity=0)
from knowledge.models import Audience, ContactDetail
row = Audience.objects.get(slug="proef")
assert (row.version, row.publish_on, row.is_public) == (0, None, True)
row.name_nl = "Anders"
row.save()
assert (row.version, row.history.count()) == (1, 1)
print("a row of the version before came along")
rows = {row.slug: row for row in ContactDetail.objects.with_checks()}
assert {slug: row.value for slug, row in rows.items()} == numbers
assert {slug: row.value_normalised for slug, row in rows.items()} == {
    "first": "+31334481186", "second": "+31334481186 (2)", "third": "+31334481186 (3)",
    "draft": "+31334481186 (4)", "other": "+31334481187", "unreadable": "bel ons",
    "abroad": "+32 112",
}
assert all(row.confirmed_at for row in rows.values())
try:
    rows["second"].full_clean()
except Exception as error:
    assert "__all__" in error.message_dict
print("a number that a desk had twice stayed and stayed confirmed")
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


def test_a_database_of_an_earlier_version_comes_along(empty_database):
    """One way through all migrations, which takes half a minute, with a stop at two of them."""
    told = manage(empty_database, "shell", "--command", ALONG + TWICE + TO_THE_PRESENT)
    assert "a row of the version before came along" in told
    assert "a number that a desk had twice stayed and stayed confirmed" in told
