"""Phone numbers in any writing, and any text at all."""

import unicodedata

import phonenumbers
from hypothesis import given, settings
from hypothesis import strategies as st
from phonenumbers import PhoneNumberFormat, PhoneNumberType

from knowledge.values.phones import (
    PhoneError,
    dialled,
    normalised_phone,
    read_phone,
    searched_phone,
)


def example_numbers():
    """E.164 of an example of every kind of number in every country, after Google's metadata."""
    regions = [*phonenumbers.SUPPORTED_REGIONS]
    kinds = PhoneNumberType.values()
    found = [phonenumbers.example_number_for_type(r, k) for r in regions for k in kinds]
    found += map(phonenumbers.example_number_for_non_geo_entity, [800, 808, 870, 878, 881, 883])
    numbers = (phonenumbers.format_number(n, PhoneNumberFormat.E164) for n in found if n)
    return sorted(number for number in set(numbers) if not number.startswith("+3114"))


# Numbers that exist, written with separators in them; and any other text.
_BETWEEN = st.sampled_from(["", "", "", " ", "-", ".", "\u00a0", "\u200b", " (", ") "])
_DUTCH = st.builds(
    lambda area, rest: f"+31{area}{rest}"[:12],
    st.sampled_from(["20", "33", "183", "88", "61", "85"]),
    st.from_regex(r"[2-9][0-9]{7}", fullmatch=True),
)
NUMBERS = _DUTCH | st.sampled_from(example_numbers())


@st.composite
def written_numbers(draw):
    """A number in E.164, and one way to write it."""
    e164 = draw(NUMBERS)
    written = draw(st.sampled_from([e164, e164.replace("+", "00", 1), dialled(e164)]))
    return e164, "".join(character + draw(_BETWEEN) for character in written)


_PARTS = st.sampled_from([*" -./()+", "00", "31", "٣", "３", "📞", "kies 3", "x", ",", ".0"])
_MIXED = st.lists(st.text("0123456789", max_size=9) | _PARTS, max_size=6).map("".join)
TEXTS = st.text() | _MIXED | st.builds(str.__add__, written_numbers().map(lambda n: n[1]), _MIXED)


@settings(deadline=None)
@given(written_numbers())
def test_a_number_that_exists_is_read_in_any_writing(number):
    e164, written = number
    assert read_phone(written).normalised == e164


@settings(deadline=None)
@given(TEXTS)
def test_any_text_is_one_number_or_is_refused_and_never_another_number(text):
    try:
        phone = read_phone(text)
    except PhoneError:
        return
    for written in (phone.display, phone.uri, phone.normalised):
        assert read_phone(written) == phone
    typed = "".join(str(unicodedata.decimal(one)) for one in text if one.isdecimal())
    digits = phone.uri.removeprefix("tel:").removeprefix("+")
    assert digits[-7:] in typed, "what is dialled was typed, in this order"


@settings(deadline=None)
@given(TEXTS)
def test_a_search_is_any_text(text):
    searched = searched_phone(text)
    assert searched.removeprefix("+").isdecimal() or searched == ""


@settings(deadline=None)
@given(NUMBERS)
def test_each_start_of_a_number_finds_it(e164):
    digits = dialled(e164)
    starts = [digits[:end] for end in range(3, len(digits))]
    for start in starts:
        whole = normalised_phone(start) != start  # the start of one number is all of another
        assert whole or searched_phone(start) in e164
    assert searched_phone(digits) == e164
