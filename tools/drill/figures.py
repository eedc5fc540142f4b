"""Figures of a drill as rows, each held to its target."""

from __future__ import annotations

from tools.bench.rows import Row


def none(name: str, count: int) -> Row:
    """A row that holds when there were none."""
    return Row(name, str(count), "0", count == 0)


def some(name: str, count: int, least: int = 1) -> Row:
    """A row that holds when there were enough for the other figures to say something."""
    return Row(name, str(count), f"at least {least}", count >= least)


def within(name: str, seconds: float, most: float) -> Row:
    return Row(name, f"{seconds:.1f} s", f"at most {most:g} s", seconds <= most)


def said(name: str, figure: object) -> Row:
    """A row that is only told."""
    return Row(name, str(figure))
