"""Requirements of settings in production.

Each ImproperlyConfigured is one sentence that names the variable and what to do; none repeats a
value that may be secret.
"""

from __future__ import annotations

import os
import re
import stat
from datetime import UTC, date, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from portal.conf.environment import flag, required, words

_SHORTEST_KEY = 50
_FEWEST_CHARACTERS = 10
_EXAMPLES = ("django-insecure", "changeme", "change-me", "change_me", "example", "voorbeeld")
_NEUTRAL = "https://www.knmi.nl/"  # the weather: a page that anyone may have open
_SQLITE = "django.db.backends.sqlite3"
_ENGINES = {_SQLITE, "django.db.backends.postgresql"}
_CONTACT = re.compile(r"mailto:[^\s@]+@[\w-]+(\.[\w-]+)+|tel:\+[\d-]+")
_NEW_KEY = 'make one with python -c "import secrets; print(secrets.token_urlsafe(50))"'


def local_site_url() -> str:
    """SITE_URL of a process that runs with VERWIJSWIJZER_LOCAL=1, which must not be public."""
    address = os.environ.get("SITE_URL", "http://127.0.0.1:8000").rstrip("/")
    if flag("BEHIND_PROXY"):
        raise ImproperlyConfigured(
            "VERWIJSWIJZER_LOCAL must not be 1 beside BEHIND_PROXY: remove it, for production."
        )
    if not _is_private(address):
        raise ImproperlyConfigured(
            "VERWIJSWIJZER_LOCAL must not be 1 beside a public SITE_URL: remove it, for production."
        )
    return address


def _is_private(address: str) -> bool:
    """Whether a URL names this machine or one of its own network."""
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return False
    try:
        number = ip_address(host)
    except ValueError:
        return "." not in host or host.endswith((".localhost", ".local"))
    return number.is_loopback or number.is_private


def secret_key() -> str:
    key = required("SECRET_KEY")
    if len(key) < _SHORTEST_KEY or len(set(key)) < _FEWEST_CHARACTERS:
        raise ImproperlyConfigured(f"SECRET_KEY is too short or too simple: {_NEW_KEY}.")
    if any(example in key.lower() for example in _EXAMPLES):
        raise ImproperlyConfigured(f"SECRET_KEY is a publicly known example: {_NEW_KEY}.")
    return key


def second_factor_keys(secret: str) -> list[str]:
    """MFA_KEY, the keys before it, and SECRET_KEY, which is used until MFA_KEY is set."""
    keys = [*words("MFA_KEY"), *words("MFA_OLD_KEYS")]
    if any(len(key) < _SHORTEST_KEY or len(set(key)) < _FEWEST_CHARACTERS for key in keys):
        raise ImproperlyConfigured(
            f"MFA_KEY or one of MFA_OLD_KEYS is too short or too simple: {_NEW_KEY}."
        )
    if len(words("MFA_KEY")) > 1:
        raise ImproperlyConfigured("MFA_KEY must be one key: put those before it in MFA_OLD_KEYS.")
    return [*words("MFA_KEY"), secret, *words("MFA_OLD_KEYS")]


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
        private(Path(database["NAME"]))
    return database


def _make_folder(data_dir: Path) -> None:
    try:
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        _only_owner(data_dir, 0o700)
    except OSError as error:
        raise ImproperlyConfigured(
            f"DATA_DIR {data_dir} cannot be created ({error.strerror}): name a folder that the "
            "portal can write to."
        ) from None


def private(file: Path) -> None:
    """Make the SQLite file, and what SQLite writes beside it, readable by its owner only.

    The file is created before SQLite does, which follows the umask; files beside it follow it.
    """
    if str(file) == ":memory:":
        return
    os.close(os.open(file, os.O_RDONLY | os.O_CREAT, 0o600))
    for one in (file, *(Path(f"{file}{end}") for end in ("-wal", "-shm", "-journal"))):
        if one.exists():
            _only_owner(one, 0o600)


def _only_owner(path: Path, mode: int) -> None:
    """Someone else's folder, and one that is meant for all such as /tmp, are left alone."""
    state = path.stat()
    ours = state.st_uid == os.getuid() and not state.st_mode & stat.S_ISVTX
    if ours and state.st_mode & 0o077:
        path.chmod(mode)


def _refuse_read_only(file: Path) -> None:
    """SQLite also writes beside the file, so its folder must be writable too."""
    must_be_writable = [file.parent, file] if file.exists() else [file.parent]
    if str(file) != ":memory:" and not all(os.access(path, os.W_OK) for path in must_be_writable):
        raise ImproperlyConfigured(
            f"The portal may not write to {file}: give its user the file and its folder, or name "
            "another with DATABASE_URL or DATA_DIR."
        )


def mail_choice(*, local: bool) -> str:
    """How mail leaves: by a "server", not at all ("none"), or locally to the "console"."""
    server, none = os.environ.get("EMAIL_HOST", "").strip(), flag("NO_MAIL")
    if server and none:
        raise ImproperlyConfigured(
            "NO_MAIL must not be 1 because EMAIL_HOST names a mail server: remove one of the two."
        )
    if not (server or none or local):
        raise ImproperlyConfigured(
            "EMAIL_HOST is not set: name your mail server, or set NO_MAIL=1 to send no mail."
        )
    return "server" if server else "none" if none else "console"


def together(*names: str, need: tuple[str, ...]) -> bool:
    """Whether any of `names` is set. ImproperlyConfigured when one is and one of `need` is not."""
    given = [name for name in names if os.environ.get(name, "").strip()]
    lacking = [name for name in need if not os.environ.get(name, "").strip()]
    if given and lacking:
        raise ImproperlyConfigured(
            f"{' and '.join(lacking)} must be set because {given[0]} is: set both, or neither."
        )
    return bool(given)
