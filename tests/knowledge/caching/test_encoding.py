"""Content goes to JSON and comes back as it was; nothing else is made from it."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from knowledge.caching.encoding import UNREADABLE, decode, encode
from knowledge.models import Organisation, Service
from knowledge.values.tokens import RichText, Token, TokenKind, Value

TOKEN = Token(TokenKind.PHONE, "veilig-thuis")


@pytest.mark.parametrize(
    "value",
    [
        None,
        "text",
        (1, 2.5, True),
        [date(2026, 3, 2), datetime(2026, 3, 2, 12, tzinfo=UTC)],
        frozenset({"a", "b"}),
        {"nl": "tekst", "en": "text"},
        {TOKEN: Value("0800", "tel:0800", is_phone=True), 1: {"a": {Decimal("1.5")}}},
        {"first": TOKEN, "then": "text", "last": (TOKEN,)},
    ],
)
def test_a_value_comes_back_as_it_was(value):
    again = decode(encode(value))
    assert again == value
    assert type(again) is type(value)
    if isinstance(value, dict):
        assert list(again) == list(value)


def test_a_text_keeps_its_links():
    again = decode(encode(RichText("bel 0800", "bel <a>0800</a>", "bel [tel:x]")))
    assert (again, again.html, again.source) == ("bel 0800", "bel <a>0800</a>", "bel [tel:x]")


@pytest.mark.django_db
def test_a_row_comes_back_with_what_it_fetched(django_assert_num_queries):
    rows = list(Service.objects.select_related("organisation").prefetch_related("contact_details"))
    with django_assert_num_queries(0):
        again = decode(encode(rows))
        for row, found in zip(rows, again, strict=True):
            assert found.__dict__.keys() == row.__dict__.keys()
            assert found.organisation.name == row.organisation.name
            assert list(found.contact_details.all()) == list(row.contact_details.all())


@pytest.mark.django_db
def test_one_object_stays_one():
    row = Organisation.objects.first()
    first, second = decode(encode([row, row]))
    assert first is second


def test_what_has_no_form_is_refused():
    with pytest.raises(TypeError):
        encode(object())


@dataclass
class Elsewhere:
    value: int


@pytest.mark.parametrize(
    "forged",
    [
        [["enum", "os:system", "true"], []],
        [["row", 0], [["dataclass", "subprocess:Popen", ["plain", {"args": "true"}]]]],
        [["row", 0], [["dataclass", "knowledge.caching.encoding:import_module", ["plain", {}]]]],
        [["row", 0], [["dataclass", "knowledge.values.tokens:Token", ["plain", {"kind": 1}]]]],
        [["row", 0], [["model", "knowledge.Service", ["plain", {}], ["plain", {}], []]]],
        [["row", 7], []],
        [["unknown"], []],
        [],
    ],
)
def test_only_our_own_classes_are_made_and_only_whole(forged):
    with pytest.raises(UNREADABLE):
        decode(json.dumps(forged).encode())


def test_a_class_of_somebody_else_cannot_be_read_back():
    with pytest.raises(LookupError):
        decode(encode(Elsewhere(1)))
