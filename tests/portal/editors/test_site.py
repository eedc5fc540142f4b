"""The admin site."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("page", ["change", "delete"])
@pytest.mark.parametrize("row", ["1", "zq7%3Cb%3E"])
@pytest.mark.parametrize("field", ["", "nergens"])
def test_a_field_that_is_not_there_is_refused(client_of, page, row, field):
    address = f"/beheer/knowledge/service/{row}/{page}/"
    assert client_of("administrator").get(address, {"_to_field": field}).status_code == 400


def test_the_primary_key_may_be_named(client_of):
    address = "/beheer/knowledge/service/1/change/"
    assert client_of("administrator").get(address, {"_to_field": "id"}).status_code == 200
