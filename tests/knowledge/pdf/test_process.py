"""The process that typesets: started when needed, replaced when killed, gone when idle."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from knowledge.pdf import process
from knowledge.pdf.process import NoTypesettingError, TypesettingError, TypesettingProcess
from tests.paths import ROOT

LINE = json.dumps({"probe": "Een regel."})
PATIENCE = 30  # seconds, on a busy machine

_KILLED_SERVER = """
import os, signal, sys
from knowledge.pdf import typesetting
typesetting.render_content(sys.argv[1], "")
print(typesetting._process._child.pid, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def typesetter() -> Iterator[TypesettingProcess]:
    one = TypesettingProcess()
    yield one
    one.close()


def pid_of(typesetter: TypesettingProcess) -> int:
    assert typesetter._child
    return typesetter._child.pid


def in_time(condition: Callable[[], bool]) -> bool:
    until = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True


def is_gone(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


def test_it_runs_from_the_first_document_on(typesetter):
    assert typesetter._child is None
    assert typesetter.typeset("pdf", LINE, "").startswith(b"%PDF")
    first = pid_of(typesetter)
    typesetter.typeset("pdf", LINE, "")
    assert pid_of(typesetter) == first != os.getpid()


def test_typst_is_not_in_the_process_that_asks():
    code = "import sys, knowledge.pdf.responses; print('typst' in sys.modules)"
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    command = [sys.executable, "-c", f"import django; django.setup(); {code}"]
    found = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True)
    assert found.stdout == b"False\n"


def test_it_gets_no_secrets(typesetter, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "not-for-typst")
    typesetter.typeset("pdf", LINE, "")
    assert b"not-for-typst" not in Path(f"/proc/{pid_of(typesetter)}/environ").read_bytes()


def test_one_that_was_killed_is_replaced_and_the_document_is_made(typesetter):
    typesetter.typeset("pdf", LINE, "")
    killed = pid_of(typesetter)
    os.kill(killed, signal.SIGKILL)
    assert typesetter.typeset("pdf", LINE, "").startswith(b"%PDF")
    assert pid_of(typesetter) != killed
    assert is_gone(killed)


def test_one_that_ends_each_time_is_tried_twice(typesetter, monkeypatch, caplog):
    monkeypatch.setattr(process, "_COMMAND", (sys.executable, "-c", "pass"))
    with pytest.raises(NoTypesettingError):
        typesetter.typeset("pdf", LINE, "")
    assert len(caplog.records) == 2
    monkeypatch.undo()
    assert typesetter.typeset("pdf", LINE, "").startswith(b"%PDF")


def test_a_document_that_takes_too_long_is_given_up(typesetter, monkeypatch):
    typesetter.typeset("pdf", LINE, "")
    stopped = pid_of(typesetter)
    os.kill(stopped, signal.SIGSTOP)
    monkeypatch.setattr(process, "DEADLINE", 0.2)
    with pytest.raises(NoTypesettingError):
        typesetter.typeset("pdf", LINE, "")
    assert is_gone(stopped)


def test_what_typst_refuses_is_an_error_and_the_next_one_is_made(typesetter):
    with pytest.raises(TypesettingError):
        typesetter.typeset("pdf", "{}", "")
    assert typesetter.typeset("pdf", LINE, "").startswith(b"%PDF")


def test_it_ends_when_nothing_is_asked_for_a_while(typesetter, monkeypatch):
    monkeypatch.setattr(process, "IDLE", 0.2)
    typesetter.typeset("pdf", LINE, "")
    idle = pid_of(typesetter)
    assert in_time(lambda: is_gone(idle))
    assert typesetter.typeset("pdf", LINE, "").startswith(b"%PDF")


def test_it_ends_with_a_worker_that_is_killed():
    command = [sys.executable, "-c", _KILLED_SERVER, LINE]
    worker = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    assert worker.returncode == -signal.SIGKILL
    assert in_time(lambda: is_gone(int(worker.stdout)))
