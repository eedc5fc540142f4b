"""Texts with one item per line."""


def lines(text: str) -> tuple[str, ...]:
    """The non-empty lines of `text`, stripped."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())
