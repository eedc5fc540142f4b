"""Production starts with safe settings only, and says in one sentence why not."""

import os
import secrets
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

from portal.conf import production
from tests.paths import ROOT

SAFE = {
    "SECRET_KEY": "k3y-" + "".join(chr(97 + number % 26) for number in range(60)),
    "ALLOWED_HOSTS": "wijzer.example",
    "SITE_URL": "https://wijzer.example",
    "NO_MAIL": "1",
}


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch):
    prefixes = ("EMAIL_", "OIDC_", "DATABASE_", "SECRET_", "ALLOWED_", "SITE_", "DEBUG", "DATA_")
    prefixes += ("NO_MAIL", "BEHIND_")
    for name in [*os.environ]:
        if name.startswith((*prefixes, "VERWIJSWIJZER", "DJANGO_SETTINGS")):
            monkeypatch.delenv(name)


def start(*command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a process with safe settings and these variables."""
    given = {**os.environ, **SAFE, **variables}
    call = [sys.executable, "manage.py", *command]
    return subprocess.run(
        call, cwd=ROOT, env=given, capture_output=True, text=True, check=False, timeout=60
    )


def test_a_safe_production_process_has_nothing_to_complain_of(tmp_path):
    mail = {"EMAIL_HOST": "mail.example", "DEFAULT_FROM_EMAIL": "wijzer@wijzer.example"}
    mail |= {"EMAIL_HOST_USER": "wijzer", "EMAIL_HOST_PASSWORD": "geheim", "BEHIND_PROXY": "1"}
    mail |= {"NO_MAIL": "0"}
    until = timezone.localdate() + timedelta(days=300)
    mail |= {"SECURITY_CONTACT": "mailto:wijzer@wijzer.example"}
    mail |= {"SECURITY_CONTACT_UNTIL": until.isoformat()}
    sign_in = {"OIDC_SERVER_URL": "https://id.example", "OIDC_CLIENT_ID": "a"}
    done = start(
        "check", "--deploy", "--fail-level", "DEBUG",
        **mail, **sign_in, OIDC_CLIENT_SECRET="b", DATA_DIR=str(tmp_path),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


UNSAFE = [
    ({"SECRET_KEY": ""}, "SECRET_KEY is not set"),
    ({"SITE_URL": "http://wijzer.example"}, "SITE_URL must begin with https://"),
    ({"VERWIJSWIJZER_LOCAL": "perhaps"}, "VERWIJSWIJZER_LOCAL must be 1 or 0"),
    ({"LEAVE_URL": "https://wijzer.example/over/"}, "LEAVE_URL leads back to this site"),
    ({"LEAVE_URL": "http://weer.example"}, "LEAVE_URL must begin with https://"),
    ({"DEBUG": "1"}, "DEBUG must not be 1"),
    ({"NO_MAIL": "0"}, "EMAIL_HOST is not set"),
    ({"EMAIL_HOST": "m", "DEFAULT_FROM_EMAIL": "a@b.example"}, "NO_MAIL must not be 1"),
    ({"VERWIJSWIJZER_LOCAL": "1"}, "VERWIJSWIJZER_LOCAL must not be 1 beside a public SITE_URL"),
    (
        {"VERWIJSWIJZER_LOCAL": "1", "SITE_URL": "", "BEHIND_PROXY": "1"},
        "VERWIJSWIJZER_LOCAL must not be 1 beside BEHIND_PROXY",
    ),
    ({"DATABASE_URL": "nonsense"}, "DATABASE_URL cannot be read"),
    ({"OIDC_CLIENT_ID": "a"}, "OIDC_SERVER_URL and OIDC_CLIENT_SECRET must be set"),
]


@pytest.mark.parametrize(("variables", "said"), UNSAFE)
def test_an_unsafe_start_is_refused_in_one_sentence(variables, said, tmp_path):
    done = start("check", **{"DATA_DIR": str(tmp_path), **variables})
    assert done.returncode == 1
    assert done.stderr.startswith(f"Cannot start: {said}")
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("", "not set"),
        ("kort", "too short"),
        ("ab" * 40, "too simple"),
        ("django-insecure-" + SAFE["SECRET_KEY"], "publicly known"),
        ("changeme" + SAFE["SECRET_KEY"], "publicly known"),
    ],
)
def test_a_key_that_can_be_guessed_is_refused_and_not_repeated(monkeypatch, key, said):
    monkeypatch.setenv("SECRET_KEY", key)
    with pytest.raises(ImproperlyConfigured, match=said) as refused:
        production.secret_key()
    assert not key or key not in str(refused.value)


def test_a_new_key_is_accepted(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", secrets.token_urlsafe(50))
    assert len(production.secret_key()) > 50


@pytest.mark.parametrize("hosts", ["", "*", "wijzer.example, *"])
def test_hosts_are_named_and_never_all(monkeypatch, hosts):
    monkeypatch.setenv("ALLOWED_HOSTS", hosts)
    with pytest.raises(ImproperlyConfigured, match="ALLOWED_HOSTS"):
        production.allowed_hosts()


@pytest.mark.parametrize(
    "address",
    ["", "wijzer.example", "http://wijzer.example", "https://", "https://elders.example",
     "https://[", "https://wijzer.example:99999999/", "https://nietwijzer.example"],
)  # fmt: skip
def test_an_address_of_the_site_that_cannot_be_is_refused(monkeypatch, address):
    monkeypatch.setenv("SITE_URL", address)
    with pytest.raises(ImproperlyConfigured, match="SITE_URL"):
        production.site_url(["wijzer.example"])


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("wijzer.example", "https://wijzer.example/"),
        ("Wijzer.example", "https://wijzer.example:8443"),
        (".example", "https://wijzer.example"),
        (".wijzer.example", "https://wijzer.example"),
    ],
)
def test_an_address_at_a_host_of_ours_is_accepted(monkeypatch, host, address):
    monkeypatch.setenv("SITE_URL", address)
    assert production.site_url([host]) == address.rstrip("/")


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1:8000", "http://localhost", "http://[::1]:8000", "http://192.168.1.20:8000",
     "http://10.0.0.4", "http://werkplek:8000", "http://werkplek.local"],
)  # fmt: skip
def test_a_local_process_may_have_an_address_of_its_own_network(monkeypatch, address):
    monkeypatch.setenv("SITE_URL", address)
    assert production.local_site_url() == address


@pytest.mark.parametrize("address", ["https://wijzer.example", "http://8.8.8.8", "http://[", ""])
def test_a_local_process_may_have_no_public_one(monkeypatch, address):
    monkeypatch.setenv("SITE_URL", address)
    if address:
        with pytest.raises(ImproperlyConfigured, match="public SITE_URL"):
            production.local_site_url()
    else:
        monkeypatch.delenv("SITE_URL")
        assert production.local_site_url() == "http://127.0.0.1:8000"


@pytest.mark.parametrize(
    "url",
    ["nonsense", "http://db.example/x", "mysql://u:geheim@db.example/x", "postgres://",
     "postgres://u:geheim@db.example:port/x", "postgres://u:geheim@db.example"],
)  # fmt: skip
def test_a_database_that_cannot_be_is_refused_without_its_password(monkeypatch, tmp_path, url):
    monkeypatch.setenv("DATABASE_URL", url)
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL cannot be read") as refused:
        production.database(tmp_path)
    assert "geheim" not in str(refused.value)


def test_a_file_that_may_not_be_written_is_named(monkeypatch, tmp_path):
    file = tmp_path / "db.sqlite3"
    file.touch()
    monkeypatch.setattr(production.os, "access", lambda one, _mode: Path(one) != file)
    with pytest.raises(ImproperlyConfigured, match=r"may not write to .*db\.sqlite3"):
        production.database(tmp_path)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/nowhere/x.sqlite3")
    monkeypatch.undo()
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/nowhere/x.sqlite3")
    with pytest.raises(ImproperlyConfigured, match="may not write to"):
        production.database(tmp_path)


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(ImproperlyConfigured, match="DATA_DIR"):
        production.database(tmp_path / "file" / "folder")


def test_settings_that_belong_together_are_all_set_or_none(monkeypatch):
    both = ("ONE_X", "OTHER_X")
    assert production.together(*both, need=both) is False
    monkeypatch.setenv("ONE_X", "1")
    with pytest.raises(ImproperlyConfigured, match="OTHER_X must be set because ONE_X is"):
        production.together(*both, need=both)
    monkeypatch.setenv("OTHER_X", "1")
    assert production.together(*both, need=both) is True


@pytest.mark.parametrize(
    ("variables", "named"),
    [
        ({"EMAIL_HOST": "mail.example"}, "DEFAULT_FROM_EMAIL"),
        ({"EMAIL_HOST_USER": "a"}, "EMAIL_HOST"),
        ({"EMAIL_HOST": "m", "DEFAULT_FROM_EMAIL": "a@b.example", "EMAIL_HOST_USER": "a"},
         "EMAIL_HOST_PASSWORD"),
    ],
)  # fmt: skip
def test_mail_that_is_half_set_is_refused(variables, named, tmp_path):
    done = start("check", DATA_DIR=str(tmp_path), **variables)
    assert done.stderr.startswith(f"Cannot start: {named} must be set")


def test_others_on_the_machine_cannot_read_the_database(tmp_path):
    """Also with a umask that lets everybody read, and files of before."""
    folder = tmp_path / "data"
    before = os.umask(0)
    try:
        made = start("migrate", "sessions", DATA_DIR=str(folder))
        assert made.returncode == 0, made.stderr
        file = folder / "db.sqlite3"
        assert (folder.stat().st_mode & 0o777, file.stat().st_mode & 0o777) == (0o700, 0o600)
        folder.chmod(0o755)
        file.chmod(0o644)
        (folder / "db.sqlite3-wal").touch(0o644)
        start("check", DATA_DIR=str(folder))
    finally:
        os.umask(before)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert not [one for one in folder.glob("db.*") if one.stat().st_mode & 0o077]


def test_a_folder_for_everybody_stays_so(tmp_path):
    tmp_path.chmod(0o1777)
    start("check", DATA_DIR=str(tmp_path))
    assert tmp_path.stat().st_mode & 0o7777 == 0o1777


@pytest.mark.parametrize("name", ["MFA_KEY", "MFA_OLD_KEYS"])
def test_a_weak_key_of_second_factors_is_refused(tmp_path, name):
    done = start("check", DATA_DIR=str(tmp_path), **{name: "kort"})
    assert "MFA_KEY or one of MFA_OLD_KEYS is too short" in done.stderr
