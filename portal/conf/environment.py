"""Environment variables as settings; ImproperlyConfigured in one clear sentence."""

import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

_YES = {"1", "true", "yes", "on"}
_NO = {"", "0", "false", "no", "off"}


def flag(name: str, default: bool = False) -> bool:
    """The environment variable `name` as a boolean."""
    value = os.environ.get(name, "1" if default else "0").strip().lower()
    if value in _YES:
        return True
    if value in _NO:
        return False
    raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}.")


def whole_number(name: str, default: int) -> int:
    """The environment variable `name` as a positive integer."""
    value = os.environ.get(name, "").strip() or str(default)
    if not value.isdecimal() or int(value) == 0:
        raise ImproperlyConfigured(f"{name} must be a whole number above 0, not {value!r}.")
    return int(value)


def words(name: str) -> list[str]:
    """The environment variable `name` split at commas and spaces."""
    return os.environ.get(name, "").replace(",", " ").split()


def page_cache_at(url: str) -> dict[str, object]:
    """Django's CACHES entry for the page cache: Redis at `url`, or memory when it is empty."""
    if not url:
        backend = "django.core.cache.backends.locmem.LocMemCache"
        return {"BACKEND": backend, "LOCATION": "pages", "OPTIONS": {"MAX_ENTRIES": 500}}
    if not url.startswith(("redis://", "rediss://", "unix://")):
        raise ImproperlyConfigured(
            "CACHE_URL must be empty or begin with redis://, rediss:// or unix://."
        )
    options = {
        "serializer": "portal.page_cache.stores.Bytes",
        "socket_timeout": 0.5,  # seconds
        "socket_connect_timeout": 0.5,
    }
    return {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": url,
        "OPTIONS": options,
        "KEY_PREFIX": "verwijswijzer",
    }


def required(name: str) -> str:
    """The environment variable `name`, which must be set."""
    value = os.environ.get(name, "").strip()
    if not value:
        raise ImproperlyConfigured(
            f"{name} is not set. Set it, or set VERWIJSWIJZER_LOCAL=1 to run on your own machine."
        )
    return value


def stored_secret(path: Path) -> str:
    """The secret in `path`, generated on first use and readable by its owner only."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(descriptor, "w") as file:
        secret = secrets.token_urlsafe(50)
        file.write(secret)
    return secret
