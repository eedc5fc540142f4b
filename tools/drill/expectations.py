"""Results of a drill with their targets."""

from __future__ import annotations

from tools.bench.results import Result


def expect_none(name: str, count: int) -> Result:
    """Passes when `count` is 0."""
    return Result(name, str(count), "0", count == 0)


def expect_at_least(name: str, count: int, minimum: int = 1) -> Result:
    """Passes when there were enough for the other figures to be meaningful."""
    return Result(name, str(count), f"at least {minimum}", count >= minimum)


def expect_within(name: str, seconds: float, maximum: float) -> Result:
    return Result(name, f"{seconds:.1f} s", f"at most {maximum:g} s", seconds <= maximum)


def info(name: str, figure: object) -> Result:
    """A figure without a target."""
    return Result(name, str(figure))
