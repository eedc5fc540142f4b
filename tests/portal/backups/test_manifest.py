import json
from dataclasses import replace

import pytest

from portal.backups.manifest import (
    EMPTY,
    BackupError,
    Manifest,
    Snapshot,
    TableSum,
    differences,
    read_manifest,
    reasons_against,
    sum_of,
)

MIGRATIONS = frozenset({"knowledge.0001_initial", "auth.0001_initial"})
MANIFEST = Manifest(
    "sqlite", "0.1.0", "2026-11-05T03:00:00+00:00", "ab", Snapshot({"one": EMPTY}, MIGRATIONS)
)


def test_a_manifest_is_read_as_it_was_written():
    assert read_manifest(MANIFEST.as_json().encode()) == MANIFEST


def test_the_order_of_rows_does_not_matter_and_a_second_same_row_does():
    assert sum_of(["b", "a"]) == sum_of(["a", "b"])
    assert sum_of(["a", "a"]) != sum_of(["a"])


@pytest.mark.parametrize("text", [b"", b"[]", b"{}", b'{"format": "one"}', b"\xff"])
def test_what_is_no_manifest_is_damaged(text):
    with pytest.raises(BackupError, match="damaged"):
        read_manifest(text)


def test_a_newer_format_is_refused():
    newer = json.loads(MANIFEST.as_json()) | {"format": 2}
    with pytest.raises(BackupError, match="format 2"):
        read_manifest(json.dumps(newer).encode())


def test_a_fitting_file_has_nothing_against_it():
    assert reasons_against(MANIFEST, "sqlite", MIGRATIONS) == []


def test_every_reason_is_named():
    here = MIGRATIONS - {"auth.0001_initial"} | {"knowledge.0002_more"}
    reasons = reasons_against(MANIFEST, "postgresql", here)
    assert len(reasons) == 3
    assert "made from sqlite" in reasons[0]
    assert "auth.0001_initial" in reasons[1]
    assert "knowledge.0002_more" in reasons[2]


def test_what_must_be_installed_is_named_by_its_commit():
    """A restore was refused with "install version 0.1.0", the version that refused."""
    made = replace(MANIFEST, commit="ab" * 20)
    for migrations in (frozenset[str](), MIGRATIONS | {"knowledge.0002_more"}):
        (reason,) = reasons_against(made, "sqlite", migrations)
        assert f"install version 0.1.0 (commit {'ab' * 20})" in reason
    assert read_manifest(made.as_json().encode()) == made


def test_a_file_of_before_commits_were_recorded_is_read():
    old = json.loads(MANIFEST.as_json())
    del old["commit"]
    assert read_manifest(json.dumps(old).encode()) == MANIFEST


def test_every_difference_is_named():
    wanted = {"same": EMPTY, "gone": EMPTY, "fewer": TableSum(2, "x"), "other": TableSum(1, "x")}
    found = {"same": EMPTY, "new": EMPTY, "fewer": TableSum(1, "x"), "other": TableSum(1, "y")}
    reasons = differences(wanted, found, "the database")
    assert [reason.split()[1] for reason in reasons] == ["fewer", "gone", "new", "other"]
    assert "has 1 rows but should have 2" in reasons[0]
