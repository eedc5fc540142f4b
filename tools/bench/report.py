"""Writes docs/benchmarks.md: one section for each benchmark, replaced when it runs again."""

from __future__ import annotations

import platform
import re
import shutil
import subprocess
from datetime import date
from importlib.metadata import version
from pathlib import Path

DOCUMENT = Path(__file__).resolve().parent.parent.parent / "docs" / "benchmarks.md"
_INTRODUCTION = """# Benchmarks

Written by `make bench` and `make drill`: each section is the output of its last run, with the date
and the machine. `make mutants` and `make fuzz-hours` only print: their output is copied. Ratios are
measured side by side in one run; absolute figures from one machine say little about another.
"MISSED" marks a target that was not reached.
"""
_SECTION = re.compile(r"^## (.+?)\n(.*?)(?=^## |\Z)", re.M | re.S)
_PACKAGES = ("Django", "granian", "psycopg", "tantivy", "typst")


def machine() -> str:
    """Processor, memory and versions, on one line each."""
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
        f"{_version_of('psql', '--version')}; {_version_of('redis-server', '--version')}"
    )


def write(name: str, text: str, *, on: date) -> None:
    """Replace the section `name` with `text`, and leave the others unchanged."""
    sections = dict(_SECTION.findall(DOCUMENT.read_text())) if DOCUMENT.is_file() else {}
    sections[name] = f"\n{on:%-d %B %Y}\n\n```\n{machine()}\n\n{text.strip()}\n```\n\n"
    body = "".join(f"## {title}\n{section}" for title, section in sorted(sections.items()))
    DOCUMENT.write_text(f"{_INTRODUCTION}\n{body}".rstrip() + "\n")


def _version_of(*command: str) -> str:
    """First words of the version message of a program, or that it is not installed."""
    if not shutil.which(command[0]):
        return f"no {command[0]}"
    completed = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    return " ".join(completed.stdout.split()[:3])
