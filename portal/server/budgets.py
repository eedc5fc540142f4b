"""What a request may cost: the size of its body, and how many of its kind run at a time."""

from __future__ import annotations

import re
from dataclasses import dataclass

RETRY_AFTER = 5
"""Seconds after which somebody who was refused may try again."""

KB = 1024
SMALL_BODY = 64 * KB
ADDRESS = 8 * KB
"""The longest path and query; none of ours comes near it."""
FILE = 5 * KB * KB
SPREADSHEET = 40 * KB * KB


@dataclass(frozen=True, slots=True)
class Budget:
    """`threads` requests of this kind run at a time in each worker; others wait at most `patience`
    seconds for one of them to end.
    """

    name: str
    threads: int
    patience: float


PAGES = Budget("pages", threads=4, patience=10)
SEARCH = Budget("search", threads=1, patience=3)
PAPER = Budget("paper", threads=1, patience=3)
EXPORT = Budget("export", threads=1, patience=2)
DESK = Budget("desk", threads=2, patience=20)  # editing and accounts
SIGN_IN = Budget("sign-in", threads=2, patience=5)  # waits for the identity provider
DEAR = (SEARCH, PAPER, EXPORT)
"""Kinds that wait long when there are many: what is ready of them must not wait with the rest."""
BUDGETS = (PAGES, SEARCH, PAPER, EXPORT, DESK, SIGN_IN)

_LANGUAGE = re.compile(r"^/en(?=/)")
_BY_PATH = (
    (re.compile(r"^/account/oidc/"), SIGN_IN),
    (re.compile(r"^/(beheer|account)/"), DESK),
    (re.compile(r"\.(pdf|png)$|^/verwijzen/(kaart|uitgave|concept)/"), PAPER),
    (re.compile(r"^/zoeken/$"), SEARCH),
    (re.compile(r"^/api/"), EXPORT),
)
_IMPORT = re.compile(r"^/beheer/.*/importeren/")


def budget_of(path: str) -> Budget:
    """The budget of a path, with or without its language. Static files count as pages."""
    path = _LANGUAGE.sub("", path)
    return next((budget for pattern, budget in _BY_PATH if pattern.search(path)), PAGES)


def body_limit(path: str) -> int:
    """The largest body of a path in bytes. What is above `SMALL_BODY` takes a session, and what is
    above `FILE` one of somebody who is signed in.
    """
    path = _LANGUAGE.sub("", path)
    if _IMPORT.search(path):
        return SPREADSHEET
    return FILE if path.startswith("/beheer/") else SMALL_BODY
