"""docs/benchmarks.md: what was measured, where and how. A part that runs again is written anew."""

from __future__ import annotations

import platform
import re
import shutil
import subprocess
from datetime import date
from importlib.metadata import version
from pathlib import Path

DOCUMENT = Path(__file__).resolve().parent.parent.parent / "docs" / "benchmarks.md"
_TOP = """# Benchmarks

Written by `make bench` and `make drill`: each section is the output of its last run, with the date
and the machine. Ratios were measured side by side in one run; absolute figures from one machine say
little about another. "MISSED" marks a target that was not reached.
"""
_PART = re.compile(r"^## (.+?)\n(.*?)(?=^## |\Z)", re.M | re.S)
_PACKAGES = ("Django", "granian", "psycopg", "tantivy", "typst")


def machine() -> str:
    """Processor, memory and versions, in one line each."""
    cpu, cores, memory = "unknown processor", 0, 0
    info = Path("/proc/cpuinfo")
    if info.is_file():
        names = re.findall(r"^model name\s*: (.+)$", info.read_text(), re.M)
        cpu, cores = (names or [cpu])[0], len(names)
        kilobytes = re.search(r"MemTotal:\s+(\d+)", Path("/proc/meminfo").read_text())
        memory = round(int(kilobytes[1]) / 2**20) if kilobytes else 0
    packages = ", ".join(f"{name} {version(name)}" for name in _PACKAGES)
    return (
        f"{cores} cores ({cpu}), {memory} GB, {platform.system()} {platform.machine()}\n"
        f"Python {platform.python_version()}, {packages}\n"
        f"{_said('psql', '--version')}; {_said('redis-server', '--version')}"
    )


def write(name: str, text: str, *, on: date) -> None:
    """Put what the part `name` printed into the document, and leave the others as they are."""
    parts = dict(_PART.findall(DOCUMENT.read_text())) if DOCUMENT.is_file() else {}
    parts[name] = f"\n{on:%-d %B %Y}\n\n```\n{machine()}\n\n{text.strip()}\n```\n\n"
    body = "".join(f"## {title}\n{part}" for title, part in sorted(parts.items()))
    DOCUMENT.write_text(f"{_TOP}\n{body}".rstrip() + "\n")


def _said(*command: str) -> str:
    """The first words of what a program says of its version; that it is not there."""
    if not shutil.which(command[0]):
        return f"no {command[0]}"
    made = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    return " ".join(made.stdout.split()[:3])
