"""What is kept outside the process is only read when we wrote it, under this name."""

import pickle

import pytest

from knowledge.caching.sealing import seal, unseal


def test_what_was_sealed_is_read_under_its_name_only():
    sealed = seal("page/a", b"content")
    assert unseal("page/a", sealed) == b"content"
    assert unseal("page/b", sealed) is None


@pytest.mark.parametrize("found", [None, 7, b"", b"content", "text", pickle.dumps(b"content")])
def test_what_was_not_sealed_is_not_there(found):
    assert unseal("page/a", found) is None


def test_no_byte_can_be_changed():
    sealed = seal("page/a", b"content")
    for place in range(len(sealed)):
        changed = bytearray(sealed)
        changed[place] ^= 1
        assert unseal("page/a", bytes(changed)) is None


def test_another_secret_reads_nothing(settings):
    sealed = seal("page/a", b"content")
    settings.SECRET_KEY = "another"
    assert unseal("page/a", sealed) is None
