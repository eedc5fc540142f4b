"""Requirements of settings in production.

Each ImproperlyConfigured is one sentence that names the variable and what to do; none repeats a
value that may be secret.
"""

from __future__ import annotations

import os
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from portal.conf.environment import required, words

_SHORTEST_KEY = 50
_FEWEST_CHARACTERS = 10
_EXAMPLES = ("django-insecure", "changeme", "change-me", "change_me", "example", "voorbeeld")
_NEUTRAL = "https://www.knmi.nl/"  # the weather: a page that anyone may have open
_SQLITE = "django.db.backends.sqlite3"
_ENGINES = {_SQLITE, "django.db.backends.postgresql"}
_CONTACT = re.compile(r"mailto:[^\s@]+@[\w-]+(\.[\w-]+)+|tel:\+[\d-]+")
_NEW_KEY = 'make one with python -c "import secrets; print(secrets.token_urlsafe(50))"'


def secret_key() -> str:
    key = required("SECRET_KEY")
    if len(key) < _SHORTEST_KEY or len(set(key)) < _FEWEST_CHARACTERS:
        raise ImproperlyConfigured(f"SECRET_KEY is too short or too simple: {_NEW_KEY}.")
    if any(example in key.lower() for example in _EXAMPLES):
        raise ImproperlyConfigured(f"SECRET_KEY is a publicly known example: {_NEW_KEY}.")
    return key


def allowed_hosts() -> list[str]:
    required("ALLOWED_HOSTS")
    hosts = words("ALLOWED_HOSTS")
    if "*" in hosts:
        raise ImproperlyConfigured(
            "ALLOWED_HOSTS must not be *: name the hosts under which people reach the portal."
        )
    return hosts


def site_url(hosts: list[str]) -> str:
    """The URL of the site, with https and one of `hosts`, without a trailing slash."""
    address = required("SITE_URL").rstrip("/")
    name = _host_of(address)
    if not name:
        raise ImproperlyConfigured(
            "SITE_URL must begin with https:// and a host name, such as https://wijzer.example."
        )
    if not any(_is_host(name, host) for host in hosts):
        raise ImproperlyConfigured(
            f"SITE_URL names a host that is not in ALLOWED_HOSTS: add {name} there."
        )
    return address


def leave_url(hosts: list[str]) -> str:
    """The neutral page for leaving quickly: https, and not at one of our own `hosts`."""
    address = os.environ.get("LEAVE_URL", "").strip() or _NEUTRAL
    if not _host_of(address):
        raise ImproperlyConfigured(
            "LEAVE_URL must begin with https:// and a host name, such as https://www.knmi.nl/."
        )
    if any(_is_host(_host_of(address), host) for host in hosts):
        raise ImproperlyConfigured(
            "LEAVE_URL leads back to this site: name a page of another one, that shows nothing of "
            "the subject."
        )
    return address


def security_contacts() -> list[str]:
    """Where to report a vulnerability; empty when not set."""
    together("SECURITY_CONTACT", need=("SECURITY_CONTACT_UNTIL",))
    together("SECURITY_CONTACT_UNTIL", need=("SECURITY_CONTACT",))
    contacts = words("SECURITY_CONTACT")
    if not all(_host_of(contact) or _CONTACT.fullmatch(contact) for contact in contacts):
        raise ImproperlyConfigured(
            "SECURITY_CONTACT must contain addresses that begin with https:// or mailto:, or a "
            "number such as tel:+31-10-000-00-00, with spaces between them."
        )
    return contacts


def security_contact_until(contacts: list[str]) -> date:
    """The day on which `contacts` expire, at most a year from now; date.min without contacts."""
    if not contacts:
        return date.min
    try:
        until = date.fromisoformat(required("SECURITY_CONTACT_UNTIL"))
    except ValueError:
        until = date.max
    if until > datetime.now(UTC).date() + timedelta(days=365):
        raise ImproperlyConfigured(
            "SECURITY_CONTACT_UNTIL must be a day such as 2027-03-31, within a year from now."
        )
    return until


def security_policy() -> str:
    """The URL of the disclosure policy; empty when there is none."""
    address = os.environ.get("SECURITY_POLICY", "").strip()
    if address and not _host_of(address):
        raise ImproperlyConfigured("SECURITY_POLICY must begin with https:// and a host name.")
    return address


def _host_of(address: str) -> str:
    """The host name of an https URL; empty for anything else."""
    if not address.isprintable() or " " in address:
        return ""
    try:
        parts = urlsplit(address)
        return (parts.hostname or "") if parts.scheme == "https" and parts.port != 0 else ""
    except ValueError:
        return ""


def _is_host(name: str, pattern: str) -> bool:
    pattern = pattern.lower()
    return name == pattern or (
        pattern.startswith(".") and (name.endswith(pattern) or name == pattern[1:])
    )


def no_debug(debug: bool) -> bool:
    if debug:
        raise ImproperlyConfigured(
            "DEBUG must not be 1 in production, where it shows secrets to visitors: remove it."
        )
    return debug


def database(data_dir: Path) -> dict[str, Any]:
    """Django's DATABASES entry for DATABASE_URL, or for SQLite in `data_dir`."""
    url = os.environ.get("DATABASE_URL", "").strip()
    _make_folder(data_dir)
    try:
        database: dict[str, Any] = dict(
            dj_database_url.parse(
                url or f"sqlite:///{data_dir / 'db.sqlite3'}",
                conn_max_age=60,
                conn_health_checks=True,
            )
        )
    except ValueError:
        database = {}
    if database.get("ENGINE") not in _ENGINES or not database.get("NAME"):
        raise ImproperlyConfigured(
            "DATABASE_URL cannot be read: write postgres://user:password@host:5432/name or "
            "sqlite:////folder/file.sqlite3."
        ) from None
    if database["ENGINE"] == _SQLITE:
        _refuse_read_only(Path(database["NAME"]))
    return database


def _make_folder(data_dir: Path) -> None:
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(
            f"DATA_DIR {data_dir} cannot be created ({error.strerror}): name a folder that the "
            "portal can write to."
        ) from None


def _refuse_read_only(file: Path) -> None:
    """SQLite also writes beside the file, so its folder must be writable too."""
    must_be_writable = [file.parent, file] if file.exists() else [file.parent]
    if str(file) != ":memory:" and not all(os.access(path, os.W_OK) for path in must_be_writable):
        raise ImproperlyConfigured(
            f"The portal may not write to {file}: give its user the file and its folder, or name "
            "another with DATABASE_URL or DATA_DIR."
        )


def together(*names: str, need: tuple[str, ...]) -> bool:
    """Whether any of `names` is set. ImproperlyConfigured when one is and one of `need` is not."""
    given = [name for name in names if os.environ.get(name, "").strip()]
    lacking = [name for name in need if not os.environ.get(name, "").strip()]
    if given and lacking:
        raise ImproperlyConfigured(
            f"{' and '.join(lacking)} must be set because {given[0]} is: set both, or neither."
        )
    return bool(given)
