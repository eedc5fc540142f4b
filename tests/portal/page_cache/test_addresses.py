"""Every public page without a query string is warmed."""

import pytest

from portal.page_cache.addresses import public_addresses
from tests.portal.addresses import all_addresses

pytestmark = pytest.mark.django_db


def test_the_desks_come_first():
    addresses = list(public_addresses())
    assert addresses[:3] == ["/", "/verwijzen/", "/loketten/"]
    assert addresses[3:6] == ["/en/", "/en/verwijzen/", "/en/loketten/"]
    assert len(addresses) == len(set(addresses))


def test_every_page_is_among_them():
    expected = {address for address in all_addresses() if "?" not in address}
    expected -= {f"{language}/{page}/" for language in ("", "/en") for page in ("zoeken", "stijl")}
    assert expected <= set(public_addresses())
