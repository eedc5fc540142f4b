"""A page as bytes, and back."""

from datetime import date

import pytest

from portal.page_cache.packing import pack, unpack
from tests.portal.page_cache.test_page import page


@pytest.mark.parametrize("withdrawn_on", [None, date(2026, 3, 5)])
def test_a_page_comes_back_as_it_was(withdrawn_on):
    made = page(withdrawn_on=withdrawn_on, **{"Content-Type": "application/pdf"})
    assert unpack(pack(made)) == made
    assert unpack(pack(page())) == page()


@pytest.mark.parametrize(
    "packed", [b"", b"7\nbody", b"{}\nbody", b'{"made_at": 1}\n', b"\x80\x04."]
)
def test_what_another_version_packed_is_no_page(packed):
    assert unpack(packed) is None
