import errno
import os
import stat
import zipfile

import pytest
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.utils import timezone

from portal.backups import archive
from portal.backups.manifest import BackupError
from portal.backups.taking import take_backup
from tests.portal.backups.conftest import AT


def test_a_backup_says_what_it_holds_and_only_its_owner_reads_it(installation, tmp_path, capsys):
    target = tmp_path / "backup.zip"
    call_command("backup", target)
    assert "verified" in capsys.readouterr().out
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    manifest, _payload = archive.unpack(target, tmp_path)
    assert manifest.engine == installation.vendor
    assert manifest.snapshot.tables["knowledge_municipality"].rows == 342
    assert "referrals.0001_initial" in manifest.snapshot.migrations
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_who_is_signed_in_does_not_stand_in_it(installation, tmp_path):
    Session.objects.create(
        session_key="herkenbare-sessie", session_data="x", expire_date=timezone.now()
    )
    manifest = take_backup(installation, tmp_path / "backup.zip", at=AT)
    assert manifest.snapshot.tables["django_session"].rows == 0
    assert manifest.snapshot.tables["cache"].rows == 0
    with zipfile.ZipFile(tmp_path / "backup.zip") as file:
        assert b"herkenbare-sessie" not in file.read("dump")


def test_a_file_that_is_there_is_not_overwritten_unasked(installation, tmp_path):
    target = tmp_path / "backup.zip"
    target.write_text("dear")
    with pytest.raises(CommandError, match="--overwrite"):
        call_command("backup", target)
    assert target.read_text() == "dear"
    call_command("backup", target, "--overwrite")
    assert zipfile.is_zipfile(target)


def test_a_folder_that_is_not_there_is_named(installation, tmp_path):
    with pytest.raises(CommandError, match=r"no folder .*nowhere"):
        call_command("backup", tmp_path / "nowhere" / "backup.zip")


def test_a_full_disk_leaves_no_half_file(installation, tmp_path, monkeypatch):
    def full(_descriptor):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(archive.os, "fsync", full)
    before = set(tmp_path.iterdir())
    with pytest.raises(BackupError, match="No space left on device"):
        take_backup(installation, tmp_path / "backup.zip", at=AT)
    assert {path.name for path in set(tmp_path.iterdir()) - before} <= {
        "live.sqlite3-wal",
        "live.sqlite3-shm",
    }
