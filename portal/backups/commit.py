"""Which commit is checked out, read without git: that refuses folders of another owner."""

from pathlib import Path


def commit_of(folder: Path) -> str:
    """The full hash; empty where `folder` is no checkout, as after unpacking an archive."""
    try:
        return _head(_git_folder(folder))
    except OSError:
        return ""


def _git_folder(folder: Path) -> Path:
    """Of a further working tree, `.git` is a file with the path of its own folder."""
    own = folder / ".git"
    return folder / own.read_text().removeprefix("gitdir:").strip() if own.is_file() else own


def _head(git: Path) -> str:
    head = (git / "HEAD").read_text().strip()
    if not head.startswith("ref:"):
        return head
    name = head.removeprefix("ref:").strip()
    link = git / "commondir"
    shared = git / link.read_text().strip() if link.exists() else git
    if (shared / name).exists():
        return (shared / name).read_text().strip()
    for line in (shared / "packed-refs").read_text().splitlines():
        hash, _space, packed = line.partition(" ")
        if packed == name:
            return hash
    return ""
