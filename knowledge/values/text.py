"""Texts in which each line is one thing."""


def lines(text: str) -> tuple[str, ...]:
    """A text with one item a line, or one paragraph a line, without what is empty."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())
