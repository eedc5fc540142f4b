"""A security key in software, of which a copy can be made."""

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal.auth import WebAuthn
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.contrib.auth.models import User
from django.test import Client
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
)

HOST = "localhost"
_SEEN_AND_VERIFIED = 0x05
_WITH_CREDENTIAL = 0x40


@dataclass
class SecurityKey:
    private: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    number: bytes = b"k" * 16

    def registered(self, user: User, count: int) -> Authenticator:
        public = ES256.from_cryptography_key(self.private.public_key())
        credential = AttestedCredentialData.create(Aaguid(bytes(16)), self.number, public)
        data = self._data(count, _WITH_CREDENTIAL, credential)
        attestation = AttestationObject.create("none", data, {})
        response = {
            "clientDataJSON": websafe_encode(self._client("webauthn.create", "eHh4")),
            "attestationObject": websafe_encode(attestation),
        }
        return WebAuthn.add(user, "sleutel", self._answer(response)).instance

    def sign_in(self, client: Client, user: User, count: int) -> Any:
        """As the browser does it, with a signature that says it is number `count`."""
        asked = client.get(
            "/account/2fa/webauthn/login/",
            headers={"x-requested-with": "XMLHttpRequest", "host": HOST},
        ).json()
        data = self._data(count)
        challenge = asked["request_options"]["publicKey"]["challenge"]
        told = self._client("webauthn.get", challenge)
        signed = self.private.sign(data + hashlib.sha256(told).digest(), ec.ECDSA(hashes.SHA256()))
        response = {
            "clientDataJSON": websafe_encode(told),
            "authenticatorData": websafe_encode(data),
            "signature": websafe_encode(signed),
            "userHandle": websafe_encode(user_pk_to_url_str(user).encode()),
        }
        sent = {"credential": json.dumps(self._answer(response))}
        return client.post("/account/2fa/webauthn/login/", sent, headers={"host": HOST})

    def _data(self, count: int, more: int = 0, credential: Any = None) -> AuthenticatorData:
        rp = hashlib.sha256(HOST.encode()).digest()
        given = b"" if credential is None else credential
        return AuthenticatorData.create(rp, _SEEN_AND_VERIFIED | more, count, given)

    def _client(self, kind: str, challenge: str) -> bytes:
        told = {"type": kind, "challenge": challenge, "origin": f"http://{HOST}"}
        return json.dumps(told).encode()

    def _answer(self, response: dict[str, Any]) -> dict[str, Any]:
        number = websafe_encode(self.number)
        return {
            "id": number,
            "rawId": number,
            "type": "public-key",
            "response": response,
            "clientExtensionResults": {"credProps": {"rk": True}},
        }
