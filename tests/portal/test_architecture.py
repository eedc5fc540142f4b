"""Rules of the code that can be checked automatically."""

import ast
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.paths import ROOT

CODE = ("portal", "knowledge", "referrals", "tools")
MOST_MODULES = 15
MOST_AT_THE_TOP = 12


def python_files(*folders: str) -> Iterator[Path]:
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def test_files_and_functions_stay_small():
    for path in python_files(*CODE, "tests"):
        assert len(path.read_text().splitlines()) <= 300, path
    for path in python_files(*CODE):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef):
                length = (node.end_lineno or 0) - node.lineno + 1
                assert length <= 30, f"{path}: {node.name} has {length} lines"


def test_folders_stay_small():
    """Folders stay small, except models (one per file) and content (data)."""
    folders = Counter(path.parent.relative_to(ROOT).as_posix() for path in python_files(*CODE[:3]))
    exempt = {"knowledge/models", "knowledge/content"}
    full = {name: n for name, n in folders.items() if n - 1 > MOST_MODULES and name not in exempt}
    assert full == {}  # n - 1: __init__.py holds no feature
    assert folders["knowledge"] - 1 <= MOST_AT_THE_TOP


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_nothing_is_loaded_from_elsewhere():
    for folder in ("templates", "static"):
        for path in (ROOT / folder).rglob("*"):
            if path.suffix in (".html", ".css", ".js"):
                text = path.read_text()
                for start in ('src="http', 'href="http', "@import", "url(http", "//cdn"):
                    assert start not in text, f"{path}: {start}"


def test_no_test_stands_where_it_is_not_looked_for():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    looked_in = {ROOT / path for path in settings["tool"]["pytest"]["ini_options"]["testpaths"]}
    for path in (ROOT / "tests").rglob("test_*.py"):
        assert looked_in & set(path.parents), path
