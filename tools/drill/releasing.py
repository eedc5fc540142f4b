"""Two publishers at the same moment: one release more, and the other is told."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Iterator
from dataclasses import dataclass

from tools.bench.rows import Row
from tools.drill.browser import Browser, Page
from tools.drill.editing import was_saved
from tools.drill.figures import none, said
from tools.drill.forms import Pairs, form_with
from tools.drill.ground import POSTGRESQL, SQLITE, Ground, Portal

ROUNDS, ROUNDS_SHORT = 10, 2
_PUBLISHERS = 2

_TOLD = (
    "Iemand anders heeft intussen iets veranderd of gepubliceerd. Er is niets gepubliceerd: kijk "
    "opnieuw."
)
_FLOW = "SELECT id FROM referrals_flow WHERE slug = 'verwijzen'"
_OUTCOME = "SELECT MIN(id) FROM referrals_outcome WHERE flow_id = ?"
_RELEASES = "SELECT COUNT(*), MAX(number) FROM referrals_flowrelease WHERE flow_id = ?"


@dataclass(frozen=True, slots=True)
class Round:
    """What came of one moment: releases made, answers that say so, that tell, that fail."""

    made: int
    won: int
    told: int
    failed: int


def run(ground: Ground, *, short: bool) -> Iterator[Row]:
    for database in (SQLITE, POSTGRESQL):
        portal = ground.portal(database)
        rounds = _rounds(portal, ROUNDS_SHORT if short else ROUNDS)
        name = f"publishing, {database}"
        yield said(f"{name}: times that two pressed publish", len(rounds))
        yield none(f"{name}: not exactly one release more", sum(one.made != 1 for one in rounds))
        yield none(f"{name}: not exactly one winner", sum(one.won != 1 for one in rounds))
        yield none(f"{name}: the other was not told", sum(one.told != 1 for one in rounds))
        yield none(f"{name}: errors", sum(one.failed for one in rounds))


def _rounds(portal: Portal, count: int) -> list[Round]:
    ((flow,),) = portal.rows(_FLOW)
    ((outcome,),) = portal.rows(_OUTCOME, flow)
    publishers = [Browser(portal.address) for _publisher in range(_PUBLISHERS)]
    for publisher in publishers:
        publisher.sign_in()
    return [_round(portal, publishers, flow, outcome) for _round_number in range(count)]


def _round(portal: Portal, publishers: list[Browser], flow: int, outcome: int) -> Round:
    _change_the_draft(publishers[0], outcome)
    path = f"/beheer/referrals/flow/{flow}/publiceren/"
    forms = [
        form_with(publisher.get(path).text, "seen").filled(reason="Proef")
        for publisher in publishers
    ]
    ((before, _newest),) = portal.rows(_RELEASES, flow)
    answers = _pressed(publishers, path, forms)
    ((after, newest),) = portal.rows(_RELEASES, flow)
    return Round(
        made=after - before if newest == after else -1,
        won=sum(was_saved(answer) for answer in answers),
        told=sum(answer.status == 200 and _TOLD in answer.text for answer in answers),
        failed=sum(answer.status >= 500 for answer in answers),
    )


def _change_the_draft(editor: Browser, outcome: int) -> None:
    """RuntimeError when the page refuses it."""
    path = f"/beheer/referrals/outcome/{outcome}/change/"
    mark = f"Proef {secrets.token_hex(4)}."
    form = form_with(editor.get(path).text, "intro_nl").filled(intro_nl=mark, intro_en=mark)
    answer = editor.post(path, [*form, ("_save", "1")])
    if not was_saved(answer):
        raise RuntimeError(f"changing the draft was answered with {answer.status}")


def _pressed(publishers: list[Browser], path: str, forms: list[Pairs]) -> list[Page]:
    """The answers, when all send at the same moment."""
    answers: list[Page] = []
    together = threading.Barrier(len(publishers))

    def press(publisher: Browser, form: Pairs) -> None:
        together.wait()
        answers.append(publisher.post(path, form))

    threads = [
        threading.Thread(target=press, args=pair) for pair in zip(publishers, forms, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers
