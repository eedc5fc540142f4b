from pathlib import Path

import pytest
from django.conf import settings

from portal.backups.commit import commit_of

ONE, OTHER = "1" * 40, "2" * 40


@pytest.fixture
def git(tmp_path: Path) -> Path:
    (tmp_path / ".git/refs/heads").mkdir(parents=True)
    (tmp_path / ".git/HEAD").write_text("ref: refs/heads/main\n")
    return tmp_path / ".git"


def test_a_branch_is_followed(git: Path):
    (git / "refs/heads/main").write_text(f"{ONE}\n")
    assert commit_of(git.parent) == ONE


def test_a_branch_that_git_packed_is_found(git: Path):
    (git / "packed-refs").write_text(f"# pack-refs\n{OTHER} refs/heads/x\n{ONE} refs/heads/main\n")
    assert commit_of(git.parent) == ONE


def test_a_commit_may_be_checked_out_itself(git: Path):
    (git / "HEAD").write_text(f"{ONE}\n")
    assert commit_of(git.parent) == ONE


def test_a_further_working_tree_has_its_own(git: Path, tmp_path: Path):
    (git / "refs/heads/main").write_text(f"{ONE}\n")
    own, tree = git / "worktrees/tree", tmp_path / "tree"
    own.mkdir(parents=True)
    tree.mkdir()
    (tree / ".git").write_text(f"gitdir: {own}\n")
    (own / "HEAD").write_text("ref: refs/heads/main\n")
    (own / "commondir").write_text("../..\n")
    assert commit_of(tree) == ONE


def test_an_archive_has_none(tmp_path: Path):
    assert commit_of(tmp_path) == ""


def test_this_checkout_has_one_or_is_an_archive():
    assert len(commit_of(Path(settings.BASE_DIR))) in (0, 40)
