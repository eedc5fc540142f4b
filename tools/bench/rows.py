"""What a bench finds: figures, each beside its target."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One figure. `target` is empty and `holds` None where there is nothing to hold to."""

    name: str
    figure: str
    target: str = ""
    holds: bool | None = None

    def __str__(self) -> str:
        verdict = {True: "holds", False: "MISSED", None: ""}[self.holds]
        return f"{self.name:<44}{self.figure:>26}  {self.target:<16}{verdict}".rstrip()


def printed(row: Row) -> Row:
    """`row`, after it was printed."""
    print(row, flush=True)
    return row


def at_most(name: str, value: float, most: float, unit: str, *, said: str = "") -> Row:
    """A row that holds when `value` is at most `most`, both in `unit`."""
    figure = f"{value:.2f}{unit}" if isinstance(value, float) else f"{value}{unit}"
    target = f"at most {most:g}{unit}"
    return Row(name, f"{figure}{said}", target, value <= most)
