from pathlib import Path

import pytest

from tools.audit import NOT_COMPARED, audit

FAULT = {"id": "PYSEC-1", "fix_versions": ["2.0"]}
KNOWN = [{"name": "jinja2", "version": "2.4.1", "vulns": [FAULT]}]
SOUND = [{"name": "django", "version": "5.2", "vulns": []}]
WRONG = [{"name": "django", "version": "5.2", "vulns": [FAULT]}]
SKIPPED = [*SOUND, {"name": "typst", "skip_reason": "not found"}]
LOCK = Path("requirements.lock")


@pytest.mark.parametrize(
    ("control", "locked", "code", "said"),
    [
        (KNOWN, SOUND, 0, "1 packages, no known vulnerability"),
        (KNOWN, WRONG, 1, "django 5.2: PYSEC-1, mended in 2.0"),
        ([], [], NOT_COMPARED, "NOT COMPARED"),  # no network
        ([{**KNOWN[0], "vulns": []}], SOUND, NOT_COMPARED, "NOT COMPARED"),  # a silent mirror
        (KNOWN, SKIPPED, NOT_COMPARED, "had about typst"),
        (KNOWN, [], NOT_COMPARED, "no all-clear"),
    ],
)
def test_only_what_was_compared_passes(control, locked, code, said):
    found, lines = audit(LOCK, lambda path: locked if path == LOCK else control)
    assert found == code
    assert said in "\n".join(lines)
