"""Everything at once, with 10,000 desks: how long, how large, and how much memory it takes.

Each file is made by a process of its own, of which the peak of the resident memory is read.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
FILES = ("/api/hsds/datapackage.zip", "/api/hsds/services.jsonl", "/api/kennis.json")


def run() -> None:
    print("\nExport: 10,000 desks with 30,000 contact details on SQLite; at most 150 MB each")
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **os.environ,
            "DATA_DIR": folder,
            "DATABASE_URL": "",
            "VERWIJSWIJZER_LOCAL": "1",
            "DJANGO_SETTINGS_MODULE": "tests.settings",
        }
        process = [sys.executable, "-m", "tools.bench.export_process"]
        for call in (
            [sys.executable, "manage.py", "migrate", "--verbosity", "0"],
            [sys.executable, "manage.py", "load_content"],
            [*process, "fill"],
            *([*process, address] for address in FILES),
        ):
            quiet = subprocess.DEVNULL if call[1] == "manage.py" else None
            subprocess.run(call, env=environment, cwd=ROOT, stdout=quiet, check=True)


if __name__ == "__main__":
    run()
