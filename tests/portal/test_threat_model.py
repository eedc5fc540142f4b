"""docs/threat-model.md names a test for every threat, and each exists."""

import re

import pytest

from tests.paths import ROOT
from tests.portal.test_security_document import cells, named_tests, quoted

TEXT = (ROOT / "docs" / "threat-model.md").read_text()
ATTACKERS = (
    "The abuser with the phone in his hand",
    "The curious colleague",
    "The hostile editor",
    "The seized server",
    "The scanner",
)


def faults(text: str) -> list[str]:
    found = []
    for line in text.splitlines():
        if not line.startswith("| ") or line.startswith("| threat"):
            continue
        threat, _done, tests = cells(line)
        if not quoted(tests):
            found.append(f"{threat}: no test is named")
        for test in quoted(tests):
            path, _sign, name = test.partition("::")
            if name not in named_tests(ROOT / path):
                found.append(f"{threat}: {test} does not exist")
    return found


@pytest.mark.parametrize("attacker", ATTACKERS)
def test_every_attacker_has_threats_what_is_done_and_what_remains(attacker):
    part = TEXT.partition(f"\n## {attacker}\n")[2].partition("\n## ")[0]
    assert len(re.findall(r"^\| (?!threat)", part, re.MULTILINE)) >= 4
    assert "What remains: " in part


def test_every_test_that_is_named_exists():
    assert faults(TEXT) == []


def test_a_wrong_table_is_noticed():
    assert faults("| a | b | `tests/portal/test_fuzz.py::test_nothing` |")
    assert faults("| a | b | |")
