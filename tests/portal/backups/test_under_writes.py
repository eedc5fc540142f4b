"""Drill: backup and restore under concurrent writes, on the database of this run."""

import threading
from contextlib import suppress
from datetime import timedelta

import pytest
from concurrency.exceptions import RecordModifiedError
from django.db import transaction

from knowledge.models import Signal
from portal.backups.restoring import restore
from portal.backups.taking import take_backup
from tests.portal.backups.conftest import AT

WRITERS = 3


class Writer(threading.Thread):
    """Keeps saving the next number in two records, in one transaction."""

    def __init__(self, number, pair, in_thread, stop):
        super().__init__()
        self.pair, self.in_thread, self.stop = pair, in_thread, stop
        self.name_of = f"schrijver-{number}-"
        self.tried = self.done = 0
        self.fault = None

    def run(self):
        try:
            with self.in_thread():
                while not self.stop.is_set():
                    self.tried += 1
                    with suppress(RecordModifiedError):  # restored between reading and saving
                        self.save()
                        self.done = self.tried
                    self.stop.wait(0.01)
        except Exception as fault:
            self.fault = fault
            raise

    @transaction.atomic
    def save(self):
        for pk in self.pair:
            signal = Signal.objects.get(pk=pk)
            signal.name_nl = f"{self.name_of}{self.tried}"
            signal.save()

    def number(self) -> int:
        """The number in both records, which never differ."""
        first, second = (Signal.objects.get(pk=pk).name_nl for pk in self.pair)
        assert first == second
        return int(first.removeprefix(self.name_of))


@pytest.fixture
def writers(installation, in_thread):
    keys = list(Signal.objects.order_by("pk").values_list("pk", flat=True))
    stop = threading.Event()
    made = [
        Writer(number, keys[2 * number : 2 * number + 2], in_thread, stop)
        for number in range(WRITERS)
    ]
    for writer in made:
        writer.start()
    while not all(writer.done > 2 for writer in made):
        assert not any(writer.fault for writer in made)
        stop.wait(0.01)
    yield made
    stop.set()
    for writer in made:
        writer.join()
    assert [writer.fault for writer in made] == [None] * WRITERS


def test_a_backup_under_writes_is_of_one_moment(installation, writers, tmp_path):
    at_least = [writer.done for writer in writers]
    manifest = take_backup(installation, tmp_path / "backup.zip", at=AT)
    at_most = [writer.tried for writer in writers]
    assert manifest.rows > 1_000
    writers[0].stop.set()
    for writer in writers:
        writer.join()
    restore(installation, tmp_path / "backup.zip", keep_in=tmp_path, at=AT)
    found = [writer.number() for writer in writers]
    assert all(
        least <= number <= most
        for least, number, most in zip(at_least, found, at_most, strict=True)
    ), (at_least, found, at_most)
    for writer, number in zip(writers, found, strict=True):
        for pk in writer.pair:
            newest = Signal.history.filter(id=pk).latest("history_id")
            assert newest.name_nl == f"{writer.name_of}{number}"


def test_restoring_under_writes_loses_nothing_that_was_saved(installation, writers, tmp_path):
    """Writes before the restore are in the backup of the state before; later ones come on top."""
    take_backup(installation, tmp_path / "backup.zip", at=AT)
    until = [writer.done for writer in writers]
    done = restore(installation, tmp_path / "backup.zip", keep_in=tmp_path, at=AT)
    after = [writer.tried for writer in writers]
    while not all(writer.done > number for writer, number in zip(writers, after, strict=True)):
        assert not any(writer.fault for writer in writers)
    writers[0].stop.set()
    for writer in writers:
        writer.join()
    for writer in writers:
        assert writer.number() == writer.done
    restore(installation, done.before, keep_in=tmp_path, at=AT + timedelta(minutes=1))
    for writer, least, most in zip(writers, until, after, strict=True):
        assert least <= writer.number() <= most
