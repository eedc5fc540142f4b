"""Secrets of apps and seeds of recovery codes are encrypted in the database.

The keys come from `MFA_KEYS`, by HKDF with a label of their own, so that neither a copy of the
database nor a signature made with the same setting is of any use. The first key encrypts, all of
them decrypt. `prepare` renews rows of before and of older keys.
"""

import base64
import logging
import secrets
from functools import lru_cache

from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import transaction

_LOG = logging.getLogger(__name__)
_PREFIX = "v1:"
_LABEL = b"verwijswijzer second factors v1"
_FIELDS = {Authenticator.Type.TOTP: "secret", Authenticator.Type.RECOVERY_CODES: "seed"}


def encrypt(text: str) -> str:
    return _PREFIX + _cipher(tuple(settings.MFA_KEYS)).encrypt(text.encode()).decode()


def decrypt(stored: str) -> str:
    """Plain text of before is returned as it is.

    What no key opens becomes a random secret, of which no code is ever right: an error would stop
    the page on which the owner can still use a passkey.
    """
    if not stored.startswith(_PREFIX):
        return stored
    try:
        return _opened(stored)
    except InvalidToken:
        _LOG.warning("a second factor cannot be decrypted: no key in MFA_KEY or MFA_OLD_KEYS fits")
        return base64.b32encode(secrets.token_bytes(40)).decode()


@transaction.atomic
def renew() -> int:
    """Encrypt every secret with the first key; returns how many were not. Unreadable ones stay."""
    first, renewed = _cipher((settings.MFA_KEYS[0],)), 0
    for factor in Authenticator.objects.select_for_update().filter(type__in=_FIELDS):
        name = _FIELDS[Authenticator.Type(factor.type)]
        stored = factor.data.get(name)
        if stored is None or _is_of(first, stored):
            continue
        try:
            plain = _opened(stored) if stored.startswith(_PREFIX) else stored
        except InvalidToken:
            continue
        factor.data[name] = encrypt(plain)
        factor.save(update_fields=["data"])
        renewed += 1
    return renewed


def _opened(stored: str) -> str:
    token = stored.removeprefix(_PREFIX).encode()
    return _cipher(tuple(settings.MFA_KEYS)).decrypt(token).decode()


def _is_of(cipher: MultiFernet, stored: str) -> bool:
    try:
        cipher.decrypt(stored.removeprefix(_PREFIX).encode())
    except InvalidToken:
        return False
    return stored.startswith(_PREFIX)


@lru_cache(maxsize=4)
def _cipher(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(_derived(key)) for key in keys])


def _derived(key: str) -> bytes:
    kdf = HKDF(algorithm=SHA256(), length=32, salt=None, info=_LABEL)
    return base64.urlsafe_b64encode(kdf.derive(key.encode()))
