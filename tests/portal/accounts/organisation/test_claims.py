"""What counts of the claims of a provider."""

import pytest

from portal.accounts.organisation.claims import Claims, claims_of

GOOD = {"sub": "42", "email": "Editor@voorbeeld.example", "email_verified": True}


def test_a_verified_address_is_taken_over():
    assert claims_of({"userinfo": GOOD}) == Claims("editor@voorbeeld.example", "")
    assert claims_of({"id_token": GOOD}) == Claims("editor@voorbeeld.example", "")


@pytest.mark.parametrize(
    ("extra", "refusal"),
    [
        ({}, "no address"),
        ({"userinfo": {"email": [GOOD["email"]], "email_verified": True}}, "no address"),
        ({"userinfo": {**GOOD, "email_verified": "true"}}, "address not verified"),
        (
            {"userinfo": GOOD, "id_token": {**GOOD, "sub": "43"}},
            "user info and ID token are about different people",
        ),
    ],
)
def test_anything_else_is_refused_with_its_reason(extra, refusal):
    assert claims_of(extra) == Claims("", refusal)
