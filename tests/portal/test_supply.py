"""What is installed in production is exactly what was locked, file by file."""

import re

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.paths import ROOT

LOCK = (ROOT / "requirements.lock").read_text()
PLATFORMS_SAY = "--require-hashes --only-binary :all: -r requirements.lock"


def pinned(text: str) -> dict[str, str]:
    lines = [line.partition("#")[0].rstrip("\\ \n") for line in text.splitlines()]
    found = [Requirement(line) for line in lines if re.match(r"[A-Za-z]", line)]
    return {canonicalize_name(one.name): str(one.specifier) for one in found}


def test_the_lock_has_the_pins_and_what_they_bring():
    wanted, locked = pinned((ROOT / "requirements.txt").read_text()), pinned(LOCK)
    assert {name: locked.get(name) for name in wanted} == wanted
    assert set(locked) - set(wanted) == {"psycopg-binary"}  # psycopg's own extra
    assert all(version.startswith("==") for version in locked.values())


def test_every_package_has_hashes_and_no_place_of_its_own():
    for entry in re.split(r"\n(?=[A-Za-z])", LOCK.strip()):
        assert re.search(r"--hash=sha256:[0-9a-f]{64}\b", entry), entry[:40]
    assert not re.search(r"://|index-url|find-links|trusted-host", LOCK)


def test_production_is_installed_from_the_lock():
    assert PLATFORMS_SAY in (ROOT / "docs" / "operations.md").read_text()
