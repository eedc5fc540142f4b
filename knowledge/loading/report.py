"""What a load of the starting content did."""

from dataclasses import dataclass, field


@dataclass
class LoadReport:
    """Numbers of entries added, updated, unchanged and withdrawn; entries left to their editors.

    `kept` are no longer in the files, but an editor changed them or what refers to them.
    """

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    withdrawn: int = 0
    changed_by_editor: list[str] = field(default_factory=list)
    deleted_by_editor: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)

    @property
    def has_edits(self) -> bool:
        """Whether anything was left to its editors."""
        return bool(self.changed_by_editor or self.deleted_by_editor or self.kept)
