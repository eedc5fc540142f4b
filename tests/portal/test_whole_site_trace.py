"""A visitor puts a mark in every field of the site; then every store is read for it."""

import os

import pytest
from django.core import mail
from django.test import Client

from knowledge.models import CorrectionReport
from knowledge.search.statistics import SENTENCES, WORDS
from tests.portal.marks import MARK, walk
from tests.portal.search.traces import everything_kept

pytestmark = pytest.mark.django_db

MEANT_TO_BE_KEPT = {
    "table knowledge_correctionreport",  # what a visitor reports, and where to answer
    "table knowledge_contactproposal",  # what an organisation says of its own details
}


@pytest.fixture
def visitor() -> Client:
    return Client(raise_request_exception=False)


def found_in(data_dir, log) -> set[str]:
    return {name for name, text in everything_kept(data_dir, log) if MARK in text}


@pytest.mark.walk
def test_no_mark_of_a_visitor_stays_anywhere(data_dir, log, visitor, request):
    """In one language with each store of pages, or with EVERYTHING=1 in both."""
    in_dutch, both = "memory" in request.node.name, os.environ.get("EVERYTHING") == "1"
    statuses = walk(visitor, ("nl", "en") if both else ("nl",) if in_dutch else ("en",))
    assert {200, 404} <= statuses
    assert statuses <= {200, 302, 400, 403, 404, 405, 409, 410, 413, 422, 429, 503}, statuses
    WORDS.write()
    SENTENCES.write()
    assert CorrectionReport.objects.filter(message__contains=MARK).exists()
    assert log.lines
    to_others = [sent for sent in mail.outbox if not all(MARK in one for one in sent.to)]
    mail.outbox[:] = to_others  # a mail about an address goes to that address
    found = found_in(data_dir, log)
    assert "table knowledge_correctionreport" in found  # the marks are seen where they are kept
    assert found - MEANT_TO_BE_KEPT == set()
