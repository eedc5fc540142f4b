"""The HSDS API: a page of 50 among 100 and among 10,000 synthetic desks."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def run() -> None:
    print("\nDirectory for other programs: /api/hsds/, in one process, with a database of its own")
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            "DATABASE_URL": "",
            **os.environ,
            "DATA_DIR": folder,
            "VERWIJSWIJZER_LOCAL": "1",
            "DJANGO_SETTINGS_MODULE": "tests.settings",
        }
        process = [sys.executable, "-m", "tools.bench.hsds_process"]
        subprocess.run(process, env=environment, cwd=ROOT, check=True)


if __name__ == "__main__":
    run()
