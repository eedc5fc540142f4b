"""Compares requirements.lock with published advisories, and says plainly when there are none.

    make audit

pip-audit ends well too when the index has no advisories to give: without a network, or behind a
mirror that serves packages only. So a version with known vulnerabilities is asked about as well:
if nothing is known about it, nothing was compared. Exit codes: 0, compared and nothing found;
1, found; 3, not compared.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

LOCK = Path("requirements.lock")
CONTROL = "jinja2==2.4.1"
"""Has had advisories since 2014."""

NOT_COMPARED = 3

Dependency = dict[str, Any]
Ask = Callable[[Path], list[Dependency]]


def ask_pip_audit(requirements: Path) -> list[Dependency]:
    """What pip-audit says of each pinned package; empty when it could not ask."""
    command = [
        sys.executable, "-m", "pip_audit", "--requirement", str(requirements), "--no-deps",
        "--disable-pip", "--format", "json", "--progress-spinner", "off",
    ]  # fmt: skip
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        dependencies: list[Dependency] = json.loads(answer.stdout)["dependencies"]
    except (ValueError, KeyError):
        return []
    return dependencies


def audit(lock: Path, ask: Ask) -> tuple[int, list[str]]:
    """The exit code, and the lines to print."""
    with tempfile.TemporaryDirectory() as folder:
        control = Path(folder) / "control.txt"
        control.write_text(f"{CONTROL}\n")
        known = any(found.get("vulns") for found in ask(control))
    dependencies = ask(lock) if known else []
    skipped = [one["name"] for one in dependencies if "skip_reason" in one]
    if not dependencies or skipped:
        named = f" about {', '.join(skipped)}" if skipped else ""
        lines = [f"NOT COMPARED: no advisories could be had{named}. This is no all-clear."]
        return NOT_COMPARED, [*lines, "Run it again where the package index can be reached."]
    lines = [
        f"{one['name']} {one['version']}: {fault['id']}, mended in "
        f"{', '.join(fault['fix_versions']) or 'no version yet'}"
        for one in dependencies
        for fault in one["vulns"]
    ]
    return (1, lines) if lines else (0, [f"{len(dependencies)} packages, no known vulnerability."])


def main() -> int:
    code, lines = audit(LOCK, ask_pip_audit)
    print("\n".join(lines))
    return code


if __name__ == "__main__":
    sys.exit(main())
