"""What counts as the right answer, and what does not."""

import gzip

import pytest

from tools.drill.connection import Answer
from tools.drill.fingerprint import fingerprint
from tools.drill.judge import Judge, Known, Verdict

HTML = "text/html; charset=utf-8"
DESK = b'<h1>Fier</h1><a href="tel:0880000000">088</a><span class="hours open">Nu open (%s)</span>'
AWAY = b'<a href="tel:112">112</a>'


def answer(body: bytes, status: int = 200, *, kind: str = HTML, location: str = "") -> Answer:
    return Answer(status, kind, location, gzip.compress(body), packed=True)


def judge(*, away: bool = False, address: str = "/") -> Judge:
    return Judge({address: Known(HTML, fingerprint(DESK % b"10:00", HTML))}, away)


@pytest.mark.parametrize("body", [DESK % b"10:00", DESK % b"10:01"])
def test_a_page_is_right_whatever_the_time(body):
    held = judge()
    assert held.verdict("/", answer(body), warm=True) == Verdict.RIGHT
    assert held.verdict("/", answer(body), warm=True) == Verdict.RIGHT


@pytest.mark.parametrize(
    "found",
    [
        answer(DESK.replace(b"0880000000", b"0880000001") % b"10:00"),
        answer(DESK % b"10:00", kind="text/plain"),
        answer((DESK % b"10:00")[:-9]),
        answer(b"", 404),
        answer(b"", 302, location="/elders/"),
    ],
)
def test_another_number_kind_part_or_status_is_wrong(found):
    assert judge().verdict("/", found, warm=True) == Verdict.WRONG
    assert judge(away=True).verdict("/", found, warm=False) == Verdict.WRONG


@pytest.mark.parametrize(
    ("away", "warm", "status", "body", "verdict"),
    [
        (True, False, 503, AWAY, Verdict.TOLD),
        (True, False, 503, b"", Verdict.FAILED),
        (True, False, 503, AWAY + b"Traceback", Verdict.FAILED),
        (True, False, 500, AWAY, Verdict.FAILED),
        (True, True, 503, AWAY, Verdict.FAILED),
        (False, False, 503, AWAY, Verdict.FAILED),
    ],
)
def test_only_what_needs_the_database_may_say_that_it_is_away(away, warm, status, body, verdict):
    assert judge(away=away).verdict("/", answer(body, status), warm=warm) == verdict


def test_without_a_database_a_place_leads_to_the_national_desks():
    address = "/verwijzen/?a=b&gemeente=tilburg"
    held = judge(away=True, address=address)
    leads = answer(b"", 302, location="/verwijzen/?a=b")
    assert held.verdict(address, leads, warm=False) == Verdict.TOLD
    held.away = False
    assert held.verdict(address, leads, warm=False) == Verdict.WRONG
