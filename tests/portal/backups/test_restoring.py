"""Restoring is exact, atomic, and refused when the file is not right."""

import json
import threading
import zipfile
from io import StringIO

import pytest
from django.core.cache import caches
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connections, transaction
from django.test import Client

from knowledge.caching.content_version import content_version
from knowledge.models import OutgoingMail, Signal
from portal.backups import archive
from portal.backups.manifest import BackupError
from portal.backups.restoring import restore
from portal.backups.taking import engine_of, excluded_tables, take_backup
from tests.people import made_person
from tests.portal.backups.conftest import AT


def sums(connection):
    with transaction.atomic():
        return engine_of(connection).sums(connection)


def restored(installation, source, tmp_path):
    return restore(installation, source, keep_in=tmp_path, at=AT)


def test_what_was_is_there_again_and_what_came_after_is_in_a_file(installation, backup, tmp_path):
    Signal.objects.filter(slug="trauma").update(name_nl="Anders")
    Signal.objects.create(slug="nieuw", name_nl="Nieuw", category="health", about="boys")
    Client().force_login(made_person("editor"))
    caches["default"].set("attempts", 1)
    OutgoingMail.objects.create(sender="a@b.example", made_at=AT, until=AT, next_try=AT)
    later = sums(installation)
    before = restored(installation, backup, tmp_path).before
    assert not Signal.objects.filter(slug="nieuw").exists()
    assert Signal.objects.get(slug="trauma").name_nl != "Anders"
    restored(installation, before, tmp_path / "..")
    changed = {name for name, found in sums(installation).items() if found != later[name]}
    assert changed == {"knowledge_contentchange", *excluded_tables()}
    assert excluded_tables() == {"django_session", "cache", "knowledge_outgoingmail"}
    assert Signal.objects.get(slug="nieuw").name_nl == "Nieuw"


def test_the_content_version_is_one_that_never_was(installation, backup, tmp_path):
    seen = {content_version().number}
    Signal.objects.get(slug="trauma").save()
    seen.add(content_version().number)
    restored(installation, backup, tmp_path)
    assert content_version().number not in seen


def test_no_number_is_given_out_twice(installation, backup, tmp_path):
    gone = Signal.objects.create(slug="nieuw", name_nl="Nieuw", category="health", about="boys")
    restored(installation, backup, tmp_path)
    new = Signal.objects.create(slug="nieuw", name_nl="Nieuw", category="health", about="boys")
    assert new.pk > gone.pk


def test_numbers_that_were_given_out_stay_so_on_an_empty_machine(installation, tmp_path):
    """The primary key of a row deleted before the backup is not reused: its history has it."""
    gone = Signal.objects.create(slug="weg", name_nl="Weg", category="health", about="boys")
    number = gone.pk
    gone.delete()
    take_backup(installation, tmp_path / "backup.zip", at=AT)
    _set_back_numbers(installation)
    restored(installation, tmp_path / "backup.zip", tmp_path)
    new = Signal.objects.create(slug="weg", name_nl="Weg", category="health", about="boys")
    assert new.pk > number


def _set_back_numbers(connection):
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = 'knowledge_signal'")
        else:
            cursor.execute("ALTER SEQUENCE knowledge_signal_id_seq RESTART")


def test_everybody_signs_in_again(installation, backup, tmp_path):
    client = Client()
    client.force_login(made_person("editor"))
    take_backup(installation, tmp_path / "later.zip", at=AT)
    assert client.get("/beheer/").status_code == 200
    restored(installation, tmp_path / "later.zip", tmp_path)
    assert client.get("/beheer/").status_code == 302


def test_who_has_the_database_open_goes_on_with_the_restored_one(
    installation, backup, tmp_path, in_thread
):
    """Another process, whose connection stays open throughout."""
    changed, done, seen = threading.Event(), threading.Event(), []

    def other():
        with in_thread():
            seen.append(Signal.objects.get(slug="trauma").name_nl)
            changed.set()
            assert done.wait(60)
            seen.append(Signal.objects.get(slug="trauma").name_nl)
            Signal.objects.get(slug="trauma").save()

    was = Signal.objects.get(slug="trauma").name_nl
    Signal.objects.filter(slug="trauma").update(name_nl="Anders")
    thread = threading.Thread(target=other)
    thread.start()
    assert changed.wait(60)
    restored(installation, backup, tmp_path)
    done.set()
    thread.join()
    assert seen == ["Anders", was]
    assert Signal.objects.get(slug="trauma").name_nl == was


def remade(source, target, change=None, dump=None, leave_out=()):
    """A copy of a backup with another manifest or dump."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        manifest = json.loads(old.read("manifest.json"))
        if change:
            change(manifest)
        parts = {"manifest.json": json.dumps(manifest), "dump": dump or old.read("dump")}
        for name, text in parts.items():
            if name not in leave_out:
                new.writestr(name, text)


def flipped(source, target):
    data = bytearray(source.read_bytes())
    data[len(data) // 2] ^= 1
    target.write_bytes(data)


def other_sum(manifest):
    manifest["tables"]["knowledge_signal"]["checksum"] = "0" * 64


def other_count(manifest):
    manifest["tables"]["knowledge_signal"]["rows"] += 1


BAD = {
    "is not a backup": lambda _old, new: new.write_text("no zip"),
    "truncated": lambda old, new: new.write_bytes(old.read_bytes()[:-1000]),
    "or changed": flipped,
    "no manifest.json": lambda old, new: remade(old, new, leave_out=["manifest.json"]),
    "no dump": lambda old, new: remade(old, new, leave_out=["dump"]),
    "not the one that was written": lambda old, new: remade(old, new, dump=b"other"),
    "reads up to 1": lambda old, new: remade(old, new, lambda made: made.update(format=2)),
    "made from oracle": lambda old, new: remade(
        old, new, lambda made: made.update(engine="oracle")
    ),
    "does not have": lambda old, new: remade(
        old, new, lambda made: made["migrations"].append("knowledge.9999_later")
    ),
    "lacks migrations": lambda old, new: remade(old, new, lambda made: made["migrations"].pop()),
    "does not have the contents": lambda old, new: remade(old, new, other_sum),
    "should have": lambda old, new: remade(old, new, other_count),
    "There is no file": lambda _old, _new: None,
}


def test_a_file_that_is_not_right_is_refused_and_nothing_changes(installation, backup, tmp_path):
    Signal.objects.filter(slug="trauma").update(name_nl="Anders")
    before = sums(installation)
    for number, (said, make) in enumerate(BAD.items()):
        wrong = tmp_path / f"wrong-{number}.zip"
        make(backup, wrong)
        with pytest.raises(BackupError, match=said):
            restored(installation, wrong, tmp_path)
        assert sums(installation) == before, said
    assert list(tmp_path.glob("before-restore-*")) == []


def test_a_dump_of_something_else_is_refused_in_words(installation, backup, tmp_path):
    dump = tmp_path / "else"
    dump.write_bytes(b"x" * 10_000)

    def change(manifest):
        manifest["payload"] = archive.checksum(dump)

    remade(backup, tmp_path / "wrong.zip", change, dump.read_bytes())
    with pytest.raises(BackupError, match=r"not a database|pg_restore failed"):
        restored(installation, tmp_path / "wrong.zip", tmp_path)


def test_a_fault_while_restoring_changes_nothing(installation, backup, tmp_path, monkeypatch):
    Signal.objects.filter(slug="trauma").update(name_nl="Anders")
    engine = engine_of(installation)
    whole = engine.replace

    def broken(connection):
        whole(connection)
        raise IntegrityError("on purpose\nDETAIL: secret")

    monkeypatch.setattr(engine, "replace", broken)
    before = sums(installation)
    with pytest.raises(BackupError, match=r"on purpose\.$"):
        restored(installation, backup, tmp_path)
    assert sums(installation) == before
    assert Signal.objects.get(slug="trauma").name_nl == "Anders"


def test_a_database_without_the_newest_tables_is_refused(installation, backup, tmp_path):
    with installation.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'referrals'")
    with pytest.raises(BackupError, match=r"manage\.py migrate"):
        restored(installation, backup, tmp_path)


def test_the_command_asks_first(installation, backup, tmp_path, monkeypatch):
    Signal.objects.filter(slug="trauma").update(name_nl="Anders")
    with pytest.raises(CommandError, match="--yes"):
        call_command("restore", backup, keep_in=tmp_path)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda _question: "no")
    with pytest.raises(CommandError, match="as it was"):
        call_command("restore", backup, keep_in=tmp_path, stdout=StringIO())
    assert Signal.objects.get(slug="trauma").name_nl == "Anders"
    monkeypatch.setattr("builtins.input", lambda _question: "yes")
    out = StringIO()
    call_command("restore", backup, keep_in=tmp_path, stdout=out)
    assert Signal.objects.get(slug="trauma").name_nl != "Anders"
    kept = next(tmp_path.glob("before-restore-*.zip"))
    assert f"rm {kept}" in out.getvalue()
    assert f"manage.py restore {kept}" in out.getvalue()


def test_connections_are_as_they_were(installation, backup, tmp_path):
    restored(installation, backup, tmp_path)
    assert connections["default"] is installation
    assert installation.get_autocommit()
