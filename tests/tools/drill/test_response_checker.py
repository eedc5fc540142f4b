"""Verdicts on responses under load."""

import gzip
from dataclasses import replace

import pytest

from tools.drill.connection import Response
from tools.drill.fingerprint import fingerprint
from tools.drill.response_checker import ExpectedPage, ResponseChecker, Verdict

HTML = "text/html; charset=utf-8"
DESK = b'<h1>Fier</h1><a href="tel:0880000000">088</a><span class="hours open">Nu open (%s)</span>'
OUTAGE = b'<a href="tel:112">112</a>'


def response(
    body: bytes, status: int = 200, *, content_type: str = HTML, location: str = ""
) -> Response:
    return Response(status, content_type, location, gzip.compress(body), is_gzipped=True)


def checker(*, database_down: bool = False, address: str = "/") -> ResponseChecker:
    return ResponseChecker(
        {address: ExpectedPage(HTML, fingerprint(DESK % b"10:00", HTML))}, database_down
    )


@pytest.mark.parametrize("body", [DESK % b"10:00", DESK % b"10:01"])
def test_a_page_is_right_whatever_the_time(body):
    page_checker = checker()
    assert page_checker.verdict("/", response(body), cached=True) == Verdict.RIGHT
    assert page_checker.verdict("/", response(body), cached=True) == Verdict.RIGHT


@pytest.mark.parametrize(
    "wrong",
    [
        response(DESK.replace(b"0880000000", b"0880000001") % b"10:00"),
        response(DESK % b"10:00", content_type="text/plain"),
        response((DESK % b"10:00")[:-9]),
        response(b"", 404),
        response(b"", 302, location="/elders/"),
    ],
)
def test_another_number_kind_part_or_status_is_wrong(wrong):
    assert checker().verdict("/", wrong, cached=True) == Verdict.WRONG
    assert checker(database_down=True).verdict("/", wrong, cached=False) == Verdict.WRONG


@pytest.mark.parametrize(
    ("down", "cached", "status", "body", "verdict"),
    [
        (True, False, 503, OUTAGE, Verdict.OUTAGE_PAGE),
        (True, False, 503, b"", Verdict.FAILED),
        (True, False, 503, OUTAGE + b"Traceback", Verdict.FAILED),
        (True, False, 500, OUTAGE, Verdict.FAILED),
        (True, True, 503, OUTAGE, Verdict.FAILED),
        (False, False, 503, OUTAGE, Verdict.FAILED),
    ],
)
def test_only_what_needs_the_database_may_show_the_outage_page(down, cached, status, body, verdict):
    page_checker = checker(database_down=down)
    assert page_checker.verdict("/", response(body, status), cached=cached) == verdict


def test_without_a_database_a_place_leads_to_the_national_desks():
    address = "/verwijzen/?a=b&gemeente=tilburg"
    page_checker = checker(database_down=True, address=address)
    redirect = response(b"", 302, location="/verwijzen/?a=b")
    assert page_checker.verdict(address, redirect, cached=False) == Verdict.OUTAGE_PAGE
    page_checker.database_down = False
    assert page_checker.verdict(address, redirect, cached=False) == Verdict.WRONG


@pytest.mark.parametrize(
    ("path", "seconds", "cached", "verdict"),
    [
        ("/zoeken/?q=fier", 5, False, Verdict.COME_BACK),
        ("/en/factsheets/politie.pdf", 5, False, Verdict.COME_BACK),
        ("/en/factsheets/politie.pdf", 5, True, Verdict.FAILED),
        ("/loketten/fier/", 5, False, Verdict.FAILED),
        ("/zoeken/?q=fier", 60, False, Verdict.FAILED),
        ("/zoeken/?q=fier", None, False, Verdict.FAILED),
    ],
)
def test_only_what_costs_much_may_be_told_to_come_back(path, seconds, cached, verdict):
    refused = replace(response(OUTAGE, 503), retry_after=seconds)
    assert checker(address=path).verdict(path, refused, cached=cached) == verdict
