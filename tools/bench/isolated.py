"""Runs benchmark steps in separate processes on one database, temporary SQLite or a given one."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence

from tools.serving import ROOT


def run_steps(
    module: str, *, settings: str, steps: Sequence[Sequence[str]], database: str = ""
) -> None:
    """Run each step in a process of its own on the `database` with this URL.

    A step is the command line of manage.py, whose output is discarded, or arguments for `module`.
    """
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **os.environ,
            "DATA_DIR": folder,
            "DATABASE_URL": database,
            "VERWIJSWIJZER_LOCAL": "1",
            "DJANGO_SETTINGS_MODULE": settings,
        }
        for first, *arguments in steps:
            is_manage = first == "manage.py"
            script = [first] if is_manage else ["-m", module, first]
            command = [sys.executable, *script, *arguments]
            stdout = subprocess.DEVNULL if is_manage else None
            subprocess.run(command, env=environment, cwd=ROOT, stdout=stdout, check=True)
