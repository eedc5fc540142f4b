"""What browsers without styles show, such as w3m and lynx: nothing that is untrue or means nothing.

They know neither `hidden` nor `template`, and show what is in them.
"""

import re

import pytest
from django.test import Client
from django.utils.html import strip_tags

from tests.portal.addresses import OUTCOMES

pytestmark = pytest.mark.django_db

COMMENT = re.compile("<!--.*?-->", re.DOTALL)
NOT_TEXT = re.compile(r"<(script|style|title)\b.*?</\1>", re.DOTALL)
UNTRUE = re.compile(
    r"Dit is een kopie|This is a copy|Klaar\.|Done\.|[Dd]id not work|niet gelukt"
    r"|Verwijswijzer · \d|\bNoti(tie|e)s?\b|^Notes$"
)
PAGES = (
    "/", "/loketten/", "/verwijzen/", f"/verwijzen/?{OUTCOMES[0]}", "/factsheets/politie/",
    "/loketten/comensha/", "/melden/", "/zoeken/?q=opvang", "/account/login/", "/over/",
    "/offline/",
)  # fmt: skip


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("address", PAGES)
def test_nothing_stands_on_a_page_that_is_not_so(client: Client, prefix: str, address: str):
    html = client.get(prefix + address).content.decode()
    text = strip_tags(NOT_TEXT.sub("", COMMENT.sub("", html)))
    lines = [" ".join(line.split()) for line in text.splitlines()]
    assert [line for line in lines if UNTRUE.search(line)] == []
