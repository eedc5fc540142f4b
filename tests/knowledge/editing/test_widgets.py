"""A malformed key of a related record is a form error, not a server error."""

import pytest

from tests.pages import filled_in

pytestmark = pytest.mark.django_db

BAD_KEYS = ("zq7<b>", "9" * 40, "-1", "\x00", "١٢", "1.5", "[]")


@pytest.mark.parametrize("value", BAD_KEYS)
@pytest.mark.parametrize(
    ("page", "field"),
    [
        ("knowledge/legalarticle", "successors"),
        ("knowledge/municipality", "successor"),
        ("referrals/option", "question"),
        ("referrals/outcome", "desks-0-service"),
    ],
)
def test_a_malformed_key_is_reported_at_its_field(admin_client, page, field, value):
    address = f"/beheer/{page}/1/change/"
    sent = filled_in(admin_client, address, **{field: value})
    response = admin_client.post(address, sent)
    assert response.status_code == 200
    assert "errorlist" in response.content.decode()
    assert "zq7<b>" not in response.content.decode()
