"""The house rules that a machine can hold."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.paths import ROOT

CODE = ("portal", "knowledge", "referrals", "tools")


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
