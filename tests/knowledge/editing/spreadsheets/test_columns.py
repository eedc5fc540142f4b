"""Every editable field is a column; a value that cannot be parsed is refused."""

from datetime import date

import pytest
from django.utils import translation

from knowledge.editing.spreadsheets.columns import SHEETS
from knowledge.models import ContactDetail, Organisation, Service

SET_BY_THE_PORTAL = {"id", "created_at", "updated_at", "value_normalised", "version"}


def column(model, name):
    return next(column for column in SHEETS[model].columns if column.name == name)


@pytest.mark.parametrize("model", [Organisation, Service, ContactDetail])
def test_every_field_is_a_column_and_texts_only_with_their_language(model):
    fields = {field.name for field in [*model._meta.concrete_fields, *model._meta.many_to_many]}
    texts = {name.removesuffix("_en") for name in fields if name.endswith("_en")}
    expected = fields - texts - SET_BY_THE_PORTAL
    assert {column.name for column in SHEETS[model].columns} == expected


def test_the_columns_of_a_contact_detail():
    headers = SHEETS[ContactDetail].headers
    assert headers[:2] == ["slug", "version"]
    assert "label" not in headers
    assert headers[-1] == "confirmed_on (alleen lezen / read only)"


@pytest.mark.parametrize("text", ["yes", "Ja", "TRUE", "WAAR", "1", "1.0"])
def test_ways_to_say_yes(text):
    assert column(Service, "free").read(text, {}) is True


@pytest.mark.parametrize("text", ["no", "Nee", "FALSE", "ONWAAR", "0"])
def test_ways_to_say_no(text):
    assert column(Service, "free").read(text, {}) is False


def test_empty_is_not_known_where_that_may_be():
    for text in ("", "Onbekend", "unknown"):
        assert column(Service, "free").read(text, {}) is None
    with pytest.raises(ValueError):
        column(Service, "restricted").read("onbekend", {})
    with pytest.raises(ValueError, match=r"yes \(ja\) of no \(nee\)"):
        column(Service, "restricted").read("", {})


@pytest.mark.parametrize("text", ["misschien", "yess", "2"])
def test_something_else_is_not_taken_for_no(text):
    with pytest.raises(ValueError):
        column(Service, "free").read(text, {})


@pytest.mark.parametrize("text", ["2026-03-31", "2026-03-31 00:00:00", "31-03-2026"])
def test_days(text):
    assert column(Service, "review_by").read(text, {}) == date(2026, 3, 31)


@pytest.mark.parametrize("text", ["31 maart", "2026-02-30", "03/31/2026", "46112"])
def test_no_days(text):
    with pytest.raises(ValueError, match="2026-03-31"):
        column(Service, "review_by").read(text, {})


def test_whole_numbers_also_as_programs_save_them():
    assert column(Service, "min_age").read("12.0", {}) == 12
    for wrong in ("12.5", "twaalf", "-1", "١٢", "9" * 30):
        with pytest.raises(ValueError):
            column(Service, "min_age").read(wrong, {})


@pytest.mark.parametrize("text", ["phone", "Phone", "Telefoon", " telefoon:", "TELEFOON\u200b"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_choice_is_one_of_its_values_or_its_words_in_either_language(text, language):
    with translation.override(language):
        assert column(ContactDetail, "kind").read(text, {}) == "phone"


def test_every_choice_is_read_by_the_words_on_screen():
    for model, sheet in SHEETS.items():
        for name in [item.name for item in sheet.columns if item.field.choices]:
            read = column(model, name).read
            for value, words in column(model, name).field.flatchoices:
                for language in ("nl", "en"):
                    with translation.override(language):
                        assert read(str(words).upper(), {}) == value


def test_another_choice_is_refused_with_the_values():
    with translation.override("en"), pytest.raises(ValueError, match="phone, chat, email"):
        column(ContactDetail, "kind").read("Fax", {})


def test_related_records_by_slug_separated_as_one_likes(db):
    related = column(ContactDetail, "sources").related
    known = {related: {"a": "A", "b": "B"}}
    assert column(ContactDetail, "sources").read("b, a;b", known) == ["A", "B"]
    with translation.override("en"), pytest.raises(ValueError, match="“c”"):
        column(ContactDetail, "sources").read("a c", known)
