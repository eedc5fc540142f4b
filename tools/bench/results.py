"""Results of benchmarks and drills: figures with their targets."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Result:
    """One figure. Without a target, `target` is empty and `passed` is None."""

    name: str
    figure: str
    target: str = ""
    passed: bool | None = None

    def __str__(self) -> str:
        verdict = {True: "holds", False: "MISSED", None: ""}[self.passed]
        return f"{self.name:<44}{self.figure:>26}  {self.target:<16}{verdict}".rstrip()


def show(result: Result) -> Result:
    """Print `result` and return it."""
    print(result, flush=True)
    return result


def at_most(name: str, value: float, limit: float, unit: str, *, detail: str = "") -> Result:
    """A result that passes when `value` is at most `limit`, both in `unit`."""
    figure = f"{value:.2f}{unit}" if isinstance(value, float) else f"{value}{unit}"
    target = f"at most {limit:g}{unit}"
    return Result(name, f"{figure}{detail}", target, value <= limit)
