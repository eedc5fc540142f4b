"""Measuring in processes of their own, on an empty database that is gone afterwards."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence

from tools.serving import ROOT


def in_turn(module: str, *, settings: str, calls: Sequence[Sequence[str]]) -> None:
    """One process for each call, on one SQLite: of manage.py, which is quiet, or of `module`."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **os.environ,
            "DATA_DIR": folder,
            "DATABASE_URL": "",
            "VERWIJSWIJZER_LOCAL": "1",
            "DJANGO_SETTINGS_MODULE": settings,
        }
        for first, *more in calls:
            is_ours = first == "manage.py"
            call = [sys.executable, *([first] if is_ours else ["-m", module, first]), *more]
            quiet = subprocess.DEVNULL if is_ours else None
            subprocess.run(call, env=environment, cwd=ROOT, stdout=quiet, check=True)
