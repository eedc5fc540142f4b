"""Two editors publish at the same moment: one release is made, and the other gets an error."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Iterator
from dataclasses import dataclass

from tools.bench.results import Result
from tools.drill.browser import Browser, Page
from tools.drill.editing import was_saved
from tools.drill.expectations import expect_none, info
from tools.drill.forms import Pairs, form_with
from tools.drill.sandbox import POSTGRESQL, SQLITE, Portal, Sandbox

ROUNDS, ROUNDS_SHORT = 10, 1
_PUBLISHERS = 2

_CONFLICT = (
    "Iemand anders heeft intussen iets veranderd of gepubliceerd. Er is niets gepubliceerd: kijk "
    "opnieuw."
)
_FLOW = "SELECT id FROM referrals_flow WHERE slug = 'verwijzen'"
_OUTCOME = "SELECT MIN(id) FROM referrals_outcome WHERE flow_id = ?"
_RELEASES = "SELECT COUNT(*), MAX(number) FROM referrals_flowrelease WHERE flow_id = ?"


@dataclass(frozen=True, slots=True)
class Round:
    """Outcome of one attempt: releases made, successful responses, conflicts and errors."""

    made: int
    won: int
    conflicts: int
    failed: int


def run(sandbox: Sandbox, *, short: bool) -> Iterator[Result]:
    for database in (SQLITE, POSTGRESQL):
        portal = sandbox.portal(database)
        rounds = _rounds(portal, ROUNDS_SHORT if short else ROUNDS)
        name = f"publishing, {database}"
        yield info(f"{name}: times that two pressed publish", len(rounds))
        yield expect_none(f"{name}: not exactly one release more", sum(r.made != 1 for r in rounds))
        yield expect_none(f"{name}: not exactly one winner", sum(r.won != 1 for r in rounds))
        yield expect_none(f"{name}: the other was not told", sum(r.conflicts != 1 for r in rounds))
        yield expect_none(f"{name}: errors", sum(r.failed for r in rounds))


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
    responses = _publish_together(publishers, path, forms)
    ((after, newest),) = portal.rows(_RELEASES, flow)
    return Round(
        made=after - before if newest == after else -1,
        won=sum(was_saved(response) for response in responses),
        conflicts=sum(
            response.status == 200 and _CONFLICT in response.text for response in responses
        ),
        failed=sum(response.status >= 500 for response in responses),
    )


def _is_conflict(response: Page) -> bool:
    return response.status == 200 and _CONFLICT in response.text


def _change_the_draft(editor: Browser, outcome: int) -> None:
    """Raises RuntimeError when the change is rejected."""
    path = f"/beheer/referrals/outcome/{outcome}/change/"
    mark = f"Proef {secrets.token_hex(4)}."
    form = form_with(editor.get(path).text, "intro_nl").filled(intro_nl=mark, intro_en=mark)
    response = editor.post(path, [*form, ("_save", "1")])
    if not was_saved(response):
        raise RuntimeError(f"changing the draft was answered with {response.status}")


def _publish_together(publishers: list[Browser], path: str, forms: list[Pairs]) -> list[Page]:
    """Responses when all publishers submit at the same moment."""
    responses: list[Page] = []
    barrier = threading.Barrier(len(publishers))

    def submit(publisher: Browser, form: Pairs) -> None:
        barrier.wait()
        responses.append(publisher.post(path, form))

    threads = [
        threading.Thread(target=submit, args=pair) for pair in zip(publishers, forms, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return responses
