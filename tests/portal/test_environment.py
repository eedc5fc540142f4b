import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from portal import environment

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.mark.parametrize(
    ("value", "means"), [("1", True), ("yes", True), ("0", False), ("", False)]
)
def test_a_flag_is_yes_or_no(monkeypatch, value, means):
    monkeypatch.setenv("A_FLAG", value)
    assert environment.flag("A_FLAG") is means


def test_a_flag_that_is_neither_is_refused(monkeypatch):
    monkeypatch.setenv("A_FLAG", "maybe")
    with pytest.raises(ImproperlyConfigured, match="A_FLAG"):
        environment.flag("A_FLAG")


def test_words_are_split_at_commas_and_spaces(monkeypatch):
    monkeypatch.setenv("SOME_WORDS", "a.nl, b.nl c.nl")
    assert environment.words("SOME_WORDS") == ["a.nl", "b.nl", "c.nl"]


def test_a_secret_is_made_once_and_only_its_owner_reads_it(tmp_path):
    path = tmp_path / "new" / "secret_key"
    secret = environment.kept_secret(path)
    assert len(secret) >= 50
    assert environment.kept_secret(path) == secret
    assert path.stat().st_mode & 0o777 == 0o600


def start(**variables: str) -> subprocess.CompletedProcess[str]:
    """Run Django's deployment check in a process with only these variables."""
    ours = {"VERWIJSWIJZER_LOCAL", "SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "DEBUG"}
    kept = {name: value for name, value in os.environ.items() if name not in ours}
    kept["DJANGO_SETTINGS_MODULE"] = "portal.settings"
    call = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    return subprocess.run(
        call, cwd=ROOT, env={**kept, **variables}, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    ("variables", "named"),
    [
        ({}, "SECRET_KEY"),
        ({"SECRET_KEY": "x" * 60}, "ALLOWED_HOSTS"),
        ({"VERWIJSWIJZER_LOCAL": "perhaps"}, "VERWIJSWIJZER_LOCAL"),
    ],
)
def test_production_does_not_start_without_its_settings(variables, named):
    result = start(**variables)
    assert result.returncode != 0
    assert f"Cannot start: {named}" in result.stderr
    assert "Traceback" not in result.stderr


def test_production_settings_pass_the_deployment_check(tmp_path):
    secret = "".join(chr(33 + number % 90) for number in range(70))
    result = start(SECRET_KEY=secret, ALLOWED_HOSTS="wijzer.example", DATA_DIR=str(tmp_path))
    assert result.returncode == 0, result.stderr
