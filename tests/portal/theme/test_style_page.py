"""The style page shows every component in each state, by the templates of the site."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.theme import examples

pytestmark = pytest.mark.django_db

SAID = {
    "/stijl/": ("Nu open, dag en nacht", "tot 17:00", "gaat open om 13:00", "niet bekend"),
    "/en/stijl/": ("Open now, day and night", "until 17:00", "opens at 13:00", "not known"),
}
CLASSES = (
    "chip confirmed", "chip unconfirmed", "chip unreachable", "chip restricted", "first-desk",
    "desk-row", "no-number", "draft-note", "copy-note away", "pager", "suggestions", "steps",
    "do-avoid", "week", "empty", "invalid-feedback",
)  # fmt: skip


@pytest.mark.parametrize("address", SAID)
def test_it_shows_every_state_and_asks_no_rows(client, address):
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    html = response.content.decode()
    assert [one["sql"] for one in queries if "knowledge_" in one["sql"]] == []
    assert [words for words in SAID[address] if words not in html] == []
    assert [name for name in CLASSES if f"{name}" not in html] == []
    assert response["X-Robots-Tag"] == "noindex"
    assert response["Cache-Control"] == "no-store"


def test_no_number_on_it_can_be_called_but_112(client):
    html = client.get("/stijl/").content.decode()
    assert set(re.findall(r'href="tel:([^"]+)"', html)) == {"112", "0000000"}
    assert len(examples.long_name()) == examples.LONGEST
