"""JSON that somebody else wrote, within bounds on its size and depth. Pure."""

from __future__ import annotations

import json
import re
from typing import Any

DEEPEST = 32
_OPENS_OR_CLOSES = re.compile(r'"(?:[^"\\]|\\.)*"|[\[{\]}]', re.S)


class TooLargeError(ValueError):
    """The text is longer than its bound, or nested more deeply."""


def bounded_json(text: str | bytes, *, longest: int, deepest: int = DEEPEST, **how: Any) -> Any:
    """Parse at most `longest` characters or bytes; raises ValueError. `how`: as for `json.loads`.

    The bounds are seen before anything is parsed: the parser itself calls itself at every level.
    """
    if len(text) > longest:
        raise TooLargeError(f"it is longer than {longest:,}")
    plain = text if isinstance(text, str) else text.decode("utf-8-sig")
    if _is_deeper(plain, deepest):
        raise TooLargeError(f"it is nested too deeply: more than {deepest} levels")
    return json.loads(plain, **how)


def _is_deeper(text: str, deepest: int) -> bool:
    depth = 0
    for match in _OPENS_OR_CLOSES.finditer(text):
        sign = match[0]
        if sign in "[{":
            depth += 1
            if depth > deepest:
                return True
        elif sign in "]}":
            depth -= 1
    return False
