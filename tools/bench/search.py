"""Search: how well it finds what professionals type, beside django-modelsearch on the same
documents; and its speed and memory with 10,000 generated entries.
"""

import os
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def run() -> None:
    ours, theirs = version("tantivy"), version("modelsearch")
    print(f"\nSearch: tantivy {ours}; django-modelsearch {theirs} on SQLite's FTS5")
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **os.environ,
            "DATA_DIR": folder,
            "DATABASE_URL": "",
            "VERWIJSWIJZER_LOCAL": "1",
            "DJANGO_SETTINGS_MODULE": "tools.bench.rival.settings",
        }
        manage = [sys.executable, "manage.py"]
        process = [sys.executable, "-m", "tools.bench.search_process"]
        for call in (
            [*manage, "migrate", "--run-syncdb", "--verbosity", "0"],
            [*manage, "load_content"],
            [*process, "judged"],
            [*process, "generated"],
            [*process, "large"],  # a process that held nothing before
        ):
            quiet = subprocess.DEVNULL if call[1] == "manage.py" else None
            subprocess.run(call, env=environment, cwd=ROOT, stdout=quiet, check=True)


if __name__ == "__main__":
    run()
