"""Checks that the starting content loads and reads well, without typed numbers or dead ends."""

import os
import subprocess
import sys
import tempfile

# Tables from the models: going through all migrations would take most of the time.
TABLES = "migrate --run-syncdb --verbosity 0 --settings tools.fast_settings"
COMMANDS = (
    TABLES,
    "load_content",
    "check_translations",
    "check_readability",
    "check_words",
    "check_hours",
    "check_texts",
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
