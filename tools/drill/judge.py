"""Whether an answer is the page of its address: learnt in a quiet round, held to under load."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from urllib.parse import urlsplit

from tools.drill.connection import Answer, Connection, connect
from tools.drill.fingerprint import fingerprint, same
from tools.drill.mix import Kind, Mix

_LEADS = 3  # redirects from an address to the one that stands for it


class Verdict(Enum):
    RIGHT = "right"
    TOLD = "told that the database is away"
    WRONG = "wrong"
    FAILED = "failed"


class NotLearntError(Exception):
    """In the quiet round already an address did not give a page of its own."""


@dataclass(slots=True)
class Known:
    """A page: what it is by, and the very bytes that were found to be it."""

    kind: str
    prints: bytes
    seen: set[bytes] = field(default_factory=set)

    def is_it(self, answer: Answer) -> bool:
        key = same(answer.sent)
        if key in self.seen:
            return True
        if answer.kind != self.kind or fingerprint(answer.body, answer.kind) != self.prints:
            return False
        self.seen.add(key)
        return True


@dataclass(slots=True)
class Judge:
    """`away`: the database is, or was a moment ago; what needs it may then say so."""

    known: dict[str, Known] = field(default_factory=dict)
    away: bool = False

    def verdict(self, address: str, answer: Answer, *, warm: bool) -> Verdict:
        if answer.status == 200:
            return Verdict.RIGHT if self.known[address].is_it(answer) else Verdict.WRONG
        if self.away and not warm and _says_so(address, answer):
            return Verdict.TOLD
        return Verdict.FAILED if answer.status >= 500 else Verdict.WRONG


def _says_so(address: str, answer: Answer) -> bool:
    """The page of an outage, with 112; or the way to the desks that are right for every place."""
    if answer.status == 302:
        return "gemeente=" in address and "gemeente=" not in answer.location
    body = answer.body
    return answer.status == 503 and b"tel:112" in body and b"Traceback" not in body


async def learn(place: str, mix: Mix) -> tuple[Mix, Judge]:
    """Ask for everything once, one after the other; the mix with the addresses that pages have."""
    judge, connection = Judge(), await connect(place)
    kinds = [
        replace(kind, addresses=[await _learnt(connection, judge, one) for one in kind.addresses])
        for kind in mix.kinds
    ]
    connection.close()
    _refuse_alike(judge)
    return Mix(kinds), judge


async def _learnt(connection: Connection, judge: Judge, address: str) -> str:
    for _lead in range(_LEADS):
        answer = await connection.ask(address)
        if answer.status == 200:
            prints = fingerprint(answer.body, answer.kind)
            judge.known[address] = Known(answer.kind, prints, {same(answer.sent)})
            return address
        if answer.status not in (301, 302):
            break
        location = urlsplit(answer.location)
        address = f"{location.path}?{location.query}" if location.query else location.path
    raise NotLearntError(f"{address} answered {answer.status} in the quiet round")


def _refuse_alike(judge: Judge) -> None:
    """A page names its own address: two that are alike cannot be told apart under load."""
    owner: dict[bytes, str] = {}
    for address, known in judge.known.items():
        if known.kind.startswith("text/html"):
            other = owner.setdefault(known.prints, address)
            if other != address:
                raise NotLearntError(f"{address} and {other} give the same page")


def learnt(place: str, mix: Mix) -> tuple[Mix, Judge]:
    return asyncio.run(learn(place, mix))


def shares(mix: Mix) -> Sequence[str]:
    """What is asked for, in words: each kind with its share of a hundred."""
    total = sum(kind.share for kind in mix.kinds)
    return [_share(kind, total) for kind in mix.kinds]


def _share(kind: Kind, total: int) -> str:
    return f"{kind.name} {100 * kind.share / total:.0f}% of {len(kind.addresses)}"
