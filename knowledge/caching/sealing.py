"""Seals on what is kept outside the process: who can write to a store cannot make us read it.

A sealed value begins with the format and an HMAC over its name and its content, by a key derived
from SECRET_KEY. Its name is part of it, so that it cannot be put in the place of another. See
docs/decisions/0043-sealed.md.
"""

import hmac
from functools import lru_cache

from django.conf import settings
from django.utils.crypto import salted_hmac

FORMAT = b"verwijswijzer-1\n"
"""Raise its number when the meaning of what follows changes: older values are then not there."""

_SIZE = 32  # bytes of the HMAC


def seal(name: str, content: bytes) -> bytes:
    """`content` as it may be stored under `name`."""
    return b"".join((FORMAT, _seal_of(name, content), content))


def unseal(name: str, sealed: object) -> bytes | None:
    """What was sealed under `name`; None for anything else."""
    if not isinstance(sealed, bytes) or not sealed.startswith(FORMAT):
        return None
    start = len(FORMAT) + _SIZE
    content = sealed[start:]
    is_ours = hmac.compare_digest(sealed[len(FORMAT) : start], _seal_of(name, content))
    return content if is_ours else None


def _seal_of(name: str, content: bytes) -> bytes:
    signer = hmac.new(_key(settings.SECRET_KEY), name.encode() + b"\0", "sha256")
    signer.update(content)
    return signer.digest()


@lru_cache(4)
def _key(secret: str) -> bytes:
    return salted_hmac("portal.sealed", "key", secret=secret, algorithm="sha256").digest()
