"""Checks that the starting content loads, is fully translated and has no dead ends."""

import os
import subprocess
import sys
import tempfile

COMMANDS = (
    "migrate --verbosity 0",
    "load_content",
    "check_translations",
    "check_hours",
    "check_flow",
)


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "DATA_DIR": folder, "DATABASE_URL": ""}
        for command in COMMANDS:
            arguments = [sys.executable, "manage.py", *command.split()]
            code = subprocess.run(arguments, env=environment, check=False).returncode
            if code:
                return code
    return 0


if __name__ == "__main__":
    sys.exit(main())
