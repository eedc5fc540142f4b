"""Phone numbers as people type them: the same number, or a reason why not."""

import pytest

from knowledge.values.phones import (
    LONGEST,
    Phone,
    PhoneError,
    Refusal,
    dialled,
    normalised_phone,
    read_phone,
    searched_phone,
)


def refusal_of(text):
    with pytest.raises(PhoneError) as refused:
        read_phone(text)
    return refused.value.refusal


@pytest.mark.parametrize(
    ("text", "display", "uri", "normalised"),
    [
        ("112", "112", "tel:112", "112"),
        ("113", "113", "tel:113", "113"),
        ("918", "918", "tel:918", "918"),
        ("116111", "116111", "tel:116111", "116111"),
        ("116 000", "116000", "tel:116000", "116000"),
        ("14 010", "14 010", "tel:14010", "14010"),
        ("0800 2000", "0800-2000", "tel:08002000", "+318002000"),
        ("0800-0188", "0800-0188", "tel:08000188", "+318000188"),
        ("0800 123 45 67", "0800-1234567", "tel:08001234567", "+318001234567"),
        ("0900-8844", "0900-8844", "tel:09008844", "+319008844"),
        ("033 448 11 86", "033 448 11 86", "tel:+31334481186", "+31334481186"),
        ("070-361 47 47", "070 361 47 47", "tel:+31703614747", "+31703614747"),
        ("040 219 3388", "040 219 33 88", "tel:+31402193388", "+31402193388"),
        ("0183 123456", "0183 123 456", "tel:+31183123456", "+31183123456"),
        ("0612345678", "06 1234 5678", "tel:+31612345678", "+31612345678"),
        ("088 000 11 22", "088 000 11 22", "tel:+31880001122", "+31880001122"),
    ],
)
def test_a_dutch_number_is_shown_as_people_write_it_and_dialled_so_that_it_works(
    text, display, uri, normalised
):
    assert read_phone(text) == Phone(display, uri, normalised)


FROM_ABROAD = [
    ("+49 800 1239900", "+49 800 1239900", "+498001239900"),
    ("+44 800 0121 700", "+44 800 012 1700", "+448000121700"),
    ("+1 888 373 7888", "+1 888-373-7888", "+18883737888"),
    ("+32 800 30 030", "+32 800 30 030", "+3280030030"),
    ("+353 1800 778888", "+353 1800 778 888", "+3531800778888"),
    ("+800 1161 1111", "+800 1161 1111", "+80011611111"),
    ("+32 2 555 12 12", "+32 2 555 12 12", "+3225551212"),
    ("0049 800 1239900", "+49 800 1239900", "+498001239900"),
    ("00 800 1161 1111", "+800 1161 1111", "+80011611111"),
    ("+44 (0)20 7946 0018", "+44 20 7946 0018", "+442079460018"),
    ("+39 06 12345678", "+39 06 1234 5678", "+390612345678"),
]


@pytest.mark.parametrize(("text", "display", "e164"), FROM_ABROAD)
def test_a_number_from_abroad_keeps_its_country(text, display, e164):
    assert read_phone(text) == Phone(display, f"tel:{e164}", e164)


@pytest.mark.parametrize(
    "text",
    [
        "0334481186",
        "033-4481186",
        "033/4481186",
        "033.448.11.86",
        "(033) 448 11 86",
        "033 – 448 11 86",
        "+31334481186",
        "+31 (0)33 448 11 86",
        "＋31 33 448 11 86",
        "(+31) 33 448 11 86",
        "0031 33 4481186",
        "0031 (0)33 4481186",
        "31334481186",
        "334481186",
        "334481186.0",
        "31334481186.00",
        "  033 448 11 86\n",
        "033\u00a0448\u202f11\u00a086",
        "\u200b033\u200b4481186\ufeff",
        "\u202a+31 33 448 11 86\u202c",
        "033\u00ad448\u20111186",
        "٠٣٣٤٤٨١١٨٦",
        "０３３－４４８１１８６",
        "०३३ ४४८ ११ ८६",
        "tel:+31334481186",
        "TEL: 033 448 11 86",
    ],
)
def test_all_ways_to_write_a_number_are_one_number(text):
    assert read_phone(text) == Phone("033 448 11 86", "tel:+31334481186", "+31334481186")


@pytest.mark.parametrize(
    ("text", "normalised"),
    [
        ("8002000", "+318002000"),
        ("800 2000", "+318002000"),
        ("+31 800 2000", "+318002000"),
        ("0031 800 2000", "+318002000"),
        ("9008844", "+319008844"),
        ("+31 112", "112"),
        ("0031 116 000", "116000"),
        ("+31 14 010", "14010"),
    ],
)
def test_a_number_of_a_cell_or_with_its_country_is_the_same_dutch_number(text, normalised):
    assert read_phone(text).normalised == normalised


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("", Refusal.NOT_A_NUMBER),
        ("+", Refusal.NOT_A_NUMBER),
        ("-", Refusal.NOT_A_NUMBER),
        ("abc", Refusal.NOT_A_NUMBER),
        ("nul drie drie", Refusal.NOT_A_NUMBER),
        ("12345", Refusal.NOT_A_NUMBER),
        ("1234", Refusal.NOT_A_NUMBER),
        ("0900", Refusal.NOT_A_NUMBER),
        ("0345 12345", Refusal.NOT_A_NUMBER),
        ("\x00", Refusal.NOT_A_NUMBER),
        ("++31334481186", Refusal.NOT_A_NUMBER),
        ("033+4481186", Refusal.NOT_A_NUMBER),
        ("+31 00 33 4481186", Refusal.NOT_A_NUMBER),
        ("+1 1 888 373 7888", Refusal.NOT_A_NUMBER),
        ("+999 12345678", Refusal.NOT_A_NUMBER),
        ("033 448 11 86 / 033 448 11 87", Refusal.NOT_A_NUMBER),
        ("0800 2000 / 1", Refusal.NOT_A_NUMBER),
        ("0800 2000 1234", Refusal.NOT_A_NUMBER),
        ("0" * (LONGEST + 1), Refusal.NOT_A_NUMBER),
        ("0112", Refusal.NOT_A_NUMBER),
        ("0116 111", Refusal.NOT_A_NUMBER),
        ("014 010", Refusal.NOT_A_NUMBER),
        ("31112", Refusal.NOT_A_NUMBER),
        ("033448118.0", Refusal.NOT_A_NUMBER),
        ("033 448 11 86 \x00", Refusal.OTHER_CHARACTERS),
        ("033?4481186", Refusal.OTHER_CHARACTERS),
        ("bel 033 448 11 86", Refusal.OTHER_CHARACTERS),
        ("033 448 11 86 (overdag)", Refusal.OTHER_CHARACTERS),
        ("📞 033 448 11 86", Refusal.OTHER_CHARACTERS),
        ("0️⃣3️⃣3️⃣ 448 11 86", Refusal.OTHER_CHARACTERS),
        ("033 448 11 8⁶", Refusal.OTHER_CHARACTERS),
        ("0800-HELP", Refusal.OTHER_CHARACTERS),
        ("O33 448 11 86", Refusal.OTHER_CHARACTERS),
        ("3.34481186E8", Refusal.OTHER_CHARACTERS),
        ("3,34E+08", Refusal.EXTENSION),
        ("033 448 11 86 kies 3", Refusal.EXTENSION),
        ("033 448 11 86, keuze 3", Refusal.EXTENSION),
        ("033 448 11 86 TOESTEL 12", Refusal.EXTENSION),
        ("033 448 11 86 tst 4", Refusal.EXTENSION),
        ("033 448 11 86 x12", Refusal.EXTENSION),
        ("033 448 11 86x12", Refusal.EXTENSION),
        ("033 448 11 86 ext. 12", Refusal.EXTENSION),
        ("033 448 11 86 #12", Refusal.EXTENSION),
        ("tel:+31334481186;ext=12", Refusal.EXTENSION),
        ("033 448 11 86,,3", Refusal.EXTENSION),
        ("033 448 11 86\npress 3", Refusal.EXTENSION),
        ("498001239900", Refusal.WHICH_COUNTRY),
        ("3280030030", Refusal.WHICH_COUNTRY),
        ("80011611111", Refusal.WHICH_COUNTRY),
        ("318002000", Refusal.WHICH_COUNTRY),
        ("+32 116000", Refusal.SHORT_ABROAD),
        ("+32 112", Refusal.SHORT_ABROAD),
        ("0049 116 111", Refusal.SHORT_ABROAD),
    ],
)
def test_what_is_not_certainly_one_number_is_refused_with_the_reason(text, refusal):
    assert refusal_of(text) == refusal


def test_a_refusal_is_a_value_error_that_names_its_reason():
    with pytest.raises(ValueError, match="short_abroad"):
        read_phone("+32 112")


@pytest.mark.parametrize(
    ("text", "normalised"), [("0800 2000", "+318002000"), ("nul drie drie", "nul drie drie")]
)
def test_what_cannot_be_read_is_compared_as_it_stands(text, normalised):
    assert normalised_phone(text) == normalised


@pytest.mark.parametrize(
    ("text", "searched"),
    [
        ("0334481186", "+31334481186"),
        ("31334481186", "+31334481186"),
        ("08002000", "+318002000"),
        ("0800 20 00", "+318002000"),
        ("0900-88 44", "+319008844"),
        ("033 448", "+3133448"),
        ("0031 33", "+3133"),
        ("+49 800", "+49800"),
        ("00 49 800", "+49800"),
        ("448 11 86", "4481186"),
        ("112", "112"),
        ("14 010", "14010"),
        ("03", ""),
        ("", ""),
        ("248b", ""),
        ("artikel 273", ""),
    ],
)
def test_a_search_finds_a_number_by_its_start_or_a_part_of_it(text, searched):
    assert searched_phone(text) == searched


@pytest.mark.parametrize(
    ("normalised", "digits"),
    [
        ("+31334481186", "0334481186"),
        ("+318002000", "08002000"),
        ("+498001239900", "00498001239900"),
        ("112", "112"),
        ("14010", "14010"),
        ("", ""),
    ],
)
def test_a_number_is_dialled_from_within_the_netherlands(normalised, digits):
    assert dialled(normalised) == digits
