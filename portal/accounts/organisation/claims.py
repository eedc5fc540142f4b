"""What the organisation's identity provider says about a person."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Claims:
    """`email` is empty unless the provider says, with the boolean true, that it is verified.

    `refusal` is the reason why nobody may be connected by these claims; empty when there is none.
    """

    email: str
    refusal: str


def claims_of(extra_data: dict[str, Any]) -> Claims:
    """Of the user info and the ID token, as django-allauth keeps them."""
    info, token = extra_data.get("userinfo") or {}, extra_data.get("id_token") or {}
    if info and token and info.get("sub") != token.get("sub"):
        return Claims("", "user info and ID token are about different people")
    claims = info or token
    email = claims.get("email")
    if not isinstance(email, str) or not email:
        return Claims("", "no address")
    if claims.get("email_verified") is not True:
        return Claims("", "address not verified")
    return Claims(email.lower(), "")
