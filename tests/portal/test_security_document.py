"""docs/security.md covers every requirement, and names tests and files that exist."""

import ast
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.paths import ROOT

DOCUMENT = ROOT / "docs" / "security.md"
LIST = Path(__file__).parent / "asvs.txt"
STATES = {"met", "not met", "operator"}
SECTIONS = {
    "Who may do what", "Input rules", "Slow operations", "Sessions", "Ways to sign in",
    "Cryptography", "External services", "Packages", "The log",
    "Words refused in passwords",
}  # fmt: skip


@dataclass(frozen=True)
class Row:
    number: str
    gist: str
    state: str
    how: str
    where: str
    tests: str


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def rows(text: str) -> list[Row]:
    table = text.partition("## Requirements")[2].partition("\n## ")[0]
    return [Row(*cells(line)) for line in table.splitlines() if re.match(r"\| \d", line)]


def not_applying(text: str) -> list[tuple[str, str]]:
    """Requirements that do not apply, with the reason."""
    part = text.partition("## Not applicable")[2]
    lines = [cells(line) for line in part.splitlines() if re.match(r"\| \d", line)]
    return [(number, why) for numbers, why in lines for number in numbers.split(", ")]


def wanted() -> set[str]:
    lines = [line for line in LIST.read_text().splitlines() if not line.startswith("#")]
    return {line.split()[0] for line in lines}


def quoted(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


@cache
def named_tests(path: Path) -> frozenset[str]:
    nodes = ast.walk(ast.parse(path.read_text())) if path.is_file() else ()
    return frozenset(
        node.name
        for node in nodes
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    )


def faults(text: str) -> list[str]:
    found = []
    numbers = [row.number for row in rows(text)] + [number for number, _why in not_applying(text)]
    found += [f"{number} appears twice" for number, n in Counter(numbers).items() if n > 1]
    found += [f"{number} is missing" for number in sorted(wanted() - set(numbers))]
    found += [f"{number} is not on the list" for number in sorted(set(numbers) - wanted())]
    found += [f"{number}: why not?" for number, why in not_applying(text) if len(why) < 5]
    for row in rows(text):
        found += [f"{row.number}: {fault}" for fault in faults_of(row)]
    return found


def faults_of(row: Row) -> list[str]:
    found = []
    if row.state not in STATES:
        found.append(f"its state is {row.state!r}")
    if row.state == "met" and not quoted(row.tests):
        found.append("no test is named")
    if row.state == "met" and not quoted(row.where):
        found.append("no file is named")
    if row.state != "met" and not row.how:
        found.append("it does not say why")
    found += [f"{name} does not exist" for name in quoted(row.where) if not (ROOT / name).exists()]
    for test in quoted(row.tests):
        path, _sign, name = test.partition("::")
        if name not in named_tests(ROOT / path):
            found.append(f"the test {test} does not exist")
    return found


def test_every_requirement_has_its_row_and_every_test_exists():
    assert faults(DOCUMENT.read_text()) == []
    assert len(wanted()) == 253


def test_every_section_that_rows_lean_on_is_there():
    text = DOCUMENT.read_text()
    for section in SECTIONS:
        part = text.partition(f"**{section}**")[2].partition("\n\n")[0]
        assert len(part) > 30, section
    for named in re.findall(r'"([A-Z][^"|]+)" above', text):
        assert f"**{named}**" in text or f"## {named}" in text, named


def test_a_wrong_table_is_noticed():
    text = DOCUMENT.read_text()
    row = next(line for line in text.splitlines() if line.startswith("| 1.2.4 |"))
    test = quoted(row)[-1]
    for wrong, said in (
        (text.replace(row, ""), "1.2.4 is missing"),
        (text.replace(row, f"{row}\n{row}"), "1.2.4 appears twice"),
        (text.replace(row, row.replace("1.2.4", "1.2.99")), "1.2.99 is not on the list"),
        (text.replace(row, row.replace(f"`{test}`", "")), "1.2.4: no test is named"),
        (text.replace(row, row.replace(test, f"{test}_x")), f"1.2.4: the test {test}_x does not"),
        (text.replace(row, row.replace("| met |", "| nearly |")), "1.2.4: its state is"),
    ):
        assert any(fault.startswith(said) for fault in faults(wrong)), said
