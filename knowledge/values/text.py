"""Texts with one item per line."""


def lines(text: str) -> tuple[str, ...]:
    """The non-empty lines of `text`, stripped."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def first_sentence(text: str) -> str:
    """The first sentence of `text`: what fits in a list."""
    first, end, _rest = text.partition(". ")
    return first + end.strip()
