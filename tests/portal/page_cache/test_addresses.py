"""Every public page without a question in it is made beforehand."""

import pytest

from portal.page_cache.addresses import public_addresses
from tests.portal.addresses import all_addresses

pytestmark = pytest.mark.django_db


def test_the_desks_come_first():
    found = list(public_addresses())
    assert found[:3] == ["/", "/verwijzen/", "/loketten/"]
    assert found[3:6] == ["/en/", "/en/verwijzen/", "/en/loketten/"]
    assert len(found) == len(set(found))


def test_every_page_that_is_there_is_on_it():
    found = set(public_addresses())
    wanted = {one for one in all_addresses() if "?" not in one}
    wanted -= {f"{language}/{page}/" for language in ("", "/en") for page in ("zoeken", "stijl")}
    assert wanted <= found
