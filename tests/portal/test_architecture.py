"""The house rules that a machine can hold."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).resolve().parent.parent.parent
CODE = ("portal", "knowledge", "referrals", "tools")
PURE = (
    "chart",
    "chart_boxes",
    "chart_layout",
    "chart_svg",
    "comparison",
    "desk_problems",
    "flow",
    "graph_file",
    "outline",
    "paths",
    "problem",
    "problems",
    "snapshot",
)


def python_files(*folders: str) -> Iterator[Path]:
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import hides the direction"
            yield node.module or ""


def imports_any(path: Path, *packages: str) -> set[str]:
    return {name for name in imported(path) if name.split(".")[0] in packages}


LEAVES = {"portal.caching"}
"""Of the site: what all may use, because it uses nothing of ours."""


def test_knowledge_knows_nothing_of_the_guide():
    for path in python_files("knowledge"):
        assert imports_any(path, "referrals", "portal") <= LEAVES, path


def test_the_guide_knows_knowledge_but_not_the_site():
    for path in python_files("referrals"):
        assert imports_any(path, "portal") <= LEAVES, path


def test_leaves_use_nothing_of_ours():
    for name in LEAVES:
        path = ROOT / f"{name.replace('.', '/')}.py"
        assert not imports_any(path, *CODE), path


@pytest.mark.parametrize("module", PURE)
def test_the_engine_knows_no_django(module):
    path = ROOT / "referrals" / f"{module}.py"
    allowed = {"referrals", *(f"referrals.{name}" for name in PURE)}
    assert not imports_any(path, "django", "knowledge", "portal"), path
    assert imports_any(path, "referrals") <= allowed, path


def test_the_search_for_places_knows_no_django():
    path = ROOT / "knowledge" / "place_names.py"
    assert not imports_any(path, "django", "knowledge", "portal"), path


def test_paper_knows_no_django():
    for path in python_files("knowledge/paper"):
        assert not imports_any(path, "django", "portal"), path
        assert all(name.startswith("knowledge.paper") for name in imports_any(path, "knowledge"))


@pytest.mark.parametrize("module", ["analysis", "lexicon", "query"])
def test_words_are_compared_without_django(module):
    path = ROOT / "knowledge" / "search" / f"{module}.py"
    assert not imports_any(path, "django", "portal"), path
    assert all(name.startswith("knowledge.search") for name in imports_any(path, "knowledge"))


@pytest.mark.parametrize("module", ["archive", "manifest", "pg_script"])
def test_the_file_of_a_backup_is_read_without_django(module):
    path = ROOT / "portal" / "backups" / f"{module}.py"
    assert not imports_any(path, "django", "knowledge"), path
    assert imports_any(path, "portal") <= {"portal.backups.manifest"}, path


def test_imports_stand_at_the_top():
    for path in python_files(*CODE):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef):
                inner = [x for x in ast.walk(node) if isinstance(x, ast.Import | ast.ImportFrom)]
                assert not inner, f"{path}: {node.name} imports inside"


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
