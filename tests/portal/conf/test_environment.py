import pytest
from django.core.exceptions import ImproperlyConfigured

from portal.conf import environment


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
    secret = environment.stored_secret(path)
    assert len(secret) >= 50
    assert environment.stored_secret(path) == secret
    assert path.stat().st_mode & 0o777 == 0o600
