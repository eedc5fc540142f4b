"""The tools of PostgreSQL, faked by a shell script: these tests need no PostgreSQL."""

import pytest

from portal.backups import pg_tools
from portal.backups.manifest import BackupError


@pytest.fixture
def tool(tmp_path, monkeypatch):
    """Makes a pg_dump with this shell script the only program on the path."""
    folder = tmp_path / "tools"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))

    def made(text: str) -> None:
        (folder / "pg_dump").write_text(f"#!/bin/sh\n{text}\n")
        (folder / "pg_dump").chmod(0o755)

    return made


@pytest.mark.usefixtures("tool")
def test_a_tool_that_is_missing_is_named(tmp_path):
    with pytest.raises(BackupError, match="pg_dump is not on this machine"):
        pg_tools.refuse_older("pg_dump", 15)
    missing = pytest.raises(BackupError, match="pg_restore is not on this machine")
    with missing, pg_tools.script(tmp_path / "dump"):
        pass


def test_a_tool_older_than_the_server_is_refused(tool):
    tool("echo 'pg_dump (PostgreSQL) 15.20 (Debian 15.20-0+deb12u1)'")
    pg_tools.refuse_older("pg_dump", 15)
    with pytest.raises(BackupError, match="postgresql-client-16 or newer"):
        pg_tools.refuse_older("pg_dump", 16)


def test_a_password_goes_by_the_environment_and_a_fault_is_one_sentence(tool, tmp_path):
    tool(f'echo "$* PASSWORD=$PGPASSWORD" > {tmp_path}/seen; echo "pg_dump: a reason" >&2; exit 1')
    server = {"HOST": "db.example", "PORT": 5432, "USER": "wijzer", "PASSWORD": "zeer-geheim"}
    database = {"NAME": "wijzer", "OPTIONS": {}, **server}
    with pytest.raises(BackupError, match=r"^pg_dump failed: a reason\.$"):
        pg_tools.dump(database, tmp_path / "dump", "1-1", "public", frozenset({"cache"}))
    call, password = (tmp_path / "seen").read_text().split(" PASSWORD=")
    assert "zeer-geheim" not in call
    assert "db.example" in call
    assert password.strip() == "zeer-geheim"
