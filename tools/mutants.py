"""Mutation testing: breaks the hours and phone modules in one place at a time, and counts how many
of these mutants their tests notice.

    python -m tools.mutants [names of mutants, with wildcards]

mutmut (pyproject.toml) works on a copy in DATA_DIR and mutates the bodies of functions. It leaves
what stands outside functions as it is: word lists, patterns, sentences of refusals, fields of
classes. Decorated functions, such as properties and cached ones, it would skip: in the copy their
decorators are applied below them. Fails under 90% killed.
"""

import ast
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WORK = Path(os.environ.get("DATA_DIR") or ROOT / ".local") / "mutants"
NEEDED = ("knowledge", "portal", "referrals", "tests", "tools", "manage.py", "pyproject.toml")
MUTATED = ("knowledge/values/hours/**/*.py", "knowledge/values/phones*.py")
LEAST = 90  # percent
# Exit codes of a test run with a mutant: a test failed, pytest itself failed, or it took too long.
_KILLED = {1, 3, 24, -24, 36, 152, 255}
_NO_TESTS = {5, 33}


def main() -> int:
    names = sys.argv[1:]
    if not names:
        shutil.rmtree(WORK, ignore_errors=True)
    copy_project()
    environment = {**os.environ, "DATABASE_URL": ""}
    call = [sys.executable, "-m", "mutmut", "run", *names]
    failed = subprocess.run(call, cwd=WORK, env=environment, check=False).returncode
    return failed or report(read_results())


def copy_project() -> None:
    """What the tests need; mutated modules with their decorators applied afterwards."""
    for name in NEEDED:
        if (ROOT / name).is_dir():
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / name, WORK / name, ignore=ignored, dirs_exist_ok=True)
        else:
            shutil.copy2(ROOT / name, WORK / name)
    for path in mutated_modules():
        (WORK / path).write_text(decorated_afterwards((ROOT / path).read_text()))


def mutated_modules() -> list[Path]:
    found = (path for pattern in MUTATED for path in ROOT.glob(pattern))
    return sorted(path.relative_to(ROOT) for path in found)


def decorated_afterwards(source: str) -> str:
    """`source` with "f = decorator(f)" below each function in place of "@decorator" above it."""
    lines = source.splitlines()
    functions = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef)]
    for node in sorted(functions, key=lambda node: node.lineno, reverse=True):
        for decorator in node.decorator_list:
            assignment = f"{node.name} = {ast.unparse(decorator)}({node.name})"
            lines.insert(node.end_lineno or 0, " " * node.col_offset + assignment)
        if node.decorator_list:
            del lines[node.decorator_list[0].lineno - 1 : node.lineno - 1]
    return "\n".join(lines) + "\n"


def read_results() -> dict[str, list[int | None]]:
    """For each module the exit codes of its mutants."""
    results = {}
    for path in mutated_modules():
        meta = WORK / "mutants" / f"{path}.meta"
        if meta.exists():
            results[str(path)] = list(json.loads(meta.read_text())["exit_code_by_key"].values())
    return results


def report(results: Mapping[str, Iterable[int | None]]) -> int:
    """Print what was killed per module; 1 when that is too little in all."""
    print(f"\n{'module':50}{'mutants':>9}{'killed':>8}{'survived':>10}{'no tests':>10}")
    rows = {name: _counts(codes) for name, codes in results.items()}
    total = [sum(column) for column in zip(*rows.values(), strict=True)] or [0, 0, 0, 0]
    for name, (mutants, killed, survived, untested) in {**rows, "all": total}.items():
        if mutants:
            print(
                f"{name:50}{mutants:9}{killed:8}{survived:10}{untested:10}"
                f"{100 * killed / mutants:8.1f}%"
            )
    enough = bool(total[0]) and 100 * total[1] >= LEAST * total[0]
    print("holds" if enough else "MISSED", f"at least {LEAST}% killed", sep=": ")
    return 0 if enough else 1


def _counts(codes: Iterable[int | None]) -> list[int]:
    """Mutants tried, killed, survived and without a test."""
    tried = [code for code in codes if code is not None]
    killed = sum(code in _KILLED for code in tried)
    untested = sum(code in _NO_TESTS for code in tried)
    return [len(tried), killed, len(tried) - killed - untested, untested]


if __name__ == "__main__":
    sys.exit(main())
