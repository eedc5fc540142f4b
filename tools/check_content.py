"""Checks the starting content in a database of its own: it loads, both languages, no dead end."""

import os
import subprocess
import sys
import tempfile

COMMANDS = ("migrate --verbosity 0", "load_content", "check_translations", "check_flow")


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "DATA_DIR": folder, "DATABASE_URL": ""}
        for command in COMMANDS:
            call = [sys.executable, "manage.py", *command.split()]
            code = subprocess.run(call, env=environment, check=False).returncode
            if code:
                return code
    return 0


if __name__ == "__main__":
    sys.exit(main())
