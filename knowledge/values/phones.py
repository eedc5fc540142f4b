"""Phone numbers: reading what people type, and writing it for the eye, a link and a comparison.

Rules of the Netherlands (0800, 0900, 14 010, short numbers) hold for Dutch numbers only; a number
from abroad keeps its country everywhere. What cannot be read for certain is refused with a reason:
a number is never changed into another. See docs/decisions/0004-phone-numbers.md.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import phonenumbers
from phonenumbers import PhoneNumber, PhoneNumberFormat, PhoneNumberType, shortnumberinfo

REGION = "NL"
LONGEST = 250  # characters, of which a number needs far fewer
_COUNTRY_CODE = 31
_NATIONAL_ONLY = (PhoneNumberType.TOLL_FREE, PhoneNumberType.PREMIUM_RATE)
_NATIONAL_ONLY_LENGTHS = (7, 10)  # 0800-2000 and 0800-1234567, without the 0
_MOBILE_PREFIX = "6"
_NOT_IN_LIBRARY = ("113", "918")  # suicide prevention; a helpline in the Caribbean Netherlands
_MIN_SEARCHED = 3  # digits

_LINK = re.compile(r"\A\s*tel:", re.IGNORECASE)
_PLUS = "+＋﹢"
_SEPARATORS = "./()−（）．／"  # beside white space and dashes
_INVISIBLE = "\ufe0e\ufe0f"  # variation selectors, beside format characters
_DIGIT = re.compile("[0-9]")
_WHOLE_DECIMAL = re.compile(r"(\+?\d+)\.0+", re.ASCII)  # a number of a spreadsheet, as text
_EXTENSION = re.compile(
    r"\d.*(?:[#,;*]|\b(?:ext|extension|x|toestel|toest|tst|intern|doorkies|kies|keuze|keus|optie|"
    r"toets|menu|druk|option|choose|press|dial|then|dan|daarna)\b|x\d)",
    re.IGNORECASE | re.DOTALL,
)


class Refusal(StrEnum):
    """Why a text is not accepted as a phone number."""

    NOT_A_NUMBER = "not_a_number"  # no number with these digits exists
    OTHER_CHARACTERS = "other_characters"  # letters, an emoji
    EXTENSION = "extension"  # a number, followed by an extension or a menu choice
    WHICH_COUNTRY = "which_country"  # without 0 or + in front, it may be a number from abroad
    SHORT_ABROAD = "short_abroad"  # the 112 or 116 000 of another country


class PhoneError(ValueError):
    """A text that is no phone number, for the reason `refusal`."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal)
        self.refusal = refusal


@dataclass(frozen=True, slots=True)
class Phone:
    """A valid number.

    `display` is for reading: Dutch notation, or with its country. `uri` is for a link (RFC 3966).
    `normalised` is equal for all ways to write it: E.164, or the digits of a number that exists
    only within the Netherlands (112, 14010).
    """

    display: str
    uri: str
    normalised: str


@lru_cache(maxsize=4096)
def read_phone(text: str) -> Phone:
    """Parse `text`; raises PhoneError when it is no number that can be dialled."""
    digits = _digits(text)
    if digits.startswith("+"):
        return _international(digits[1:])
    if digits.startswith("00"):
        return _international(digits[2:])
    if digits.startswith("0"):
        return _dutch(digits[1:])
    return _without_prefix(digits)


def normalised_phone(text: str) -> str:
    """The `normalised` number of `text`; what cannot be read stays as it is."""
    try:
        return read_phone(text).normalised
    except PhoneError:
        return text


def searched_phone(text: str) -> str:
    """What the `normalised` numbers contain that `text` stands for, whole or the start of one.

    Empty when `text` is something else than a number.

    >>> searched_phone("033-448 1"), searched_phone("0031 33"), searched_phone("4481186")
    ('+31334481', '+3133', '4481186')
    """
    try:
        digits = _digits(text)
    except PhoneError:
        return ""
    if len(digits) < _MIN_SEARCHED:
        return ""
    try:
        return read_phone(text).normalised
    except PhoneError:
        return _with_country(digits)


def dialled(normalised: str) -> str:
    """The digits of a `normalised` number, as dialled within the Netherlands.

    >>> dialled("+31334481186"), dialled("+498001239900"), dialled("112")
    ('0334481186', '00498001239900', '112')
    """
    if normalised.startswith(f"+{_COUNTRY_CODE}"):
        return "0" + normalised.removeprefix(f"+{_COUNTRY_CODE}")
    return normalised.replace("+", "00", 1)


def _digits(text: str) -> str:
    """The digits of `text`, perhaps after a plus. Raises PhoneError for anything else in it."""
    plain = "".join(map(_plain, _LINK.sub("", text[:LONGEST])))
    if len(text) > LONGEST or not _DIGIT.search(plain):
        raise PhoneError(Refusal.NOT_A_NUMBER)
    if "?" in plain:
        has_extension = _EXTENSION.search(text)
        raise PhoneError(Refusal.EXTENSION if has_extension else Refusal.OTHER_CHARACTERS)
    if decimal := _WHOLE_DECIMAL.fullmatch(plain.strip()):
        plain = decimal[1]
    digits = plain.replace(" ", "").replace(".", "")
    if "+" in digits[1:]:
        raise PhoneError(Refusal.NOT_A_NUMBER)
    return digits


def _plain(character: str) -> str:
    """A digit or a plus in ASCII, a space or a point for a separator, and ? for all else."""
    digit = unicodedata.decimal(character, None)
    category = unicodedata.category(character)
    if digit is not None:
        return str(digit)
    if category == "Cf" or character in _INVISIBLE:
        return ""
    if character in _PLUS:
        return "+"
    if character == ".":
        return "."
    return " " if character.isspace() or category == "Pd" or character in _SEPARATORS else "?"


def _with_country(digits: str) -> str:
    """The start of a number as it starts in E.164; unchanged without 0 or + in front."""
    if digits.startswith("00"):
        return "+" + digits[2:]
    if digits.startswith("0"):
        return f"+{_COUNTRY_CODE}{digits[1:]}"
    return digits


def _international(digits: str) -> Phone:
    """The number with these digits, which start with a country code."""
    number = _parsed(digits)
    significant = phonenumbers.national_significant_number(number)
    if number.country_code == _COUNTRY_CODE:
        return _only_within(significant) or _dutch(significant)
    if phonenumbers.is_valid_number(number):
        e164 = phonenumbers.format_number(number, PhoneNumberFormat.E164)
        display = phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL)
        return Phone(display, f"tel:{e164}", e164)
    short = shortnumberinfo.is_valid_short_number(number)
    raise PhoneError(Refusal.SHORT_ABROAD if short else Refusal.NOT_A_NUMBER)


def _without_prefix(digits: str) -> Phone:
    """A number without 0 or + in front: a short one, or what a spreadsheet made of a number."""
    if short := _only_within(digits):
        return short
    readings = list(_readings(digits))
    if len(readings) == 1 and readings[0].normalised.startswith(f"+{_COUNTRY_CODE}"):
        return readings[0]
    raise PhoneError(Refusal.WHICH_COUNTRY if readings else Refusal.NOT_A_NUMBER)


def _readings(digits: str) -> Iterable[Phone]:
    """The numbers that these may be the digits of: 033 448 11 86 without its 0, +31 without +."""
    for read in (_dutch, _international):
        try:
            phone = read(digits)
        except PhoneError:
            continue
        if phone.normalised.startswith("+"):
            yield phone


def _parsed(digits: str) -> PhoneNumber:
    """The number with these digits in E.164; one 0 after the country code may be there too."""
    try:
        number = phonenumbers.parse(f"+{digits}")
    except phonenumbers.NumberParseException as error:
        raise PhoneError(Refusal.NOT_A_NUMBER) from error
    significant = phonenumbers.national_significant_number(number)
    code = str(number.country_code)
    if digits not in (code + significant, f"{code}0{significant}"):
        raise PhoneError(Refusal.NOT_A_NUMBER)
    return number


def _only_within(digits: str) -> Phone | None:
    """112, 116 111, 14 010: numbers that exist only within the Netherlands; None for others.

    Four digits are text message services, not desks.
    """
    try:
        number = _parsed(f"{_COUNTRY_CODE}{digits}")
    except PhoneError:
        return None
    if phonenumbers.is_valid_number(number):
        if phonenumbers.can_be_internationally_dialled(number):
            return None
        return Phone(f"{digits[:2]} {digits[2:]}", f"tel:{digits}", digits)
    is_short = digits in _NOT_IN_LIBRARY or shortnumberinfo.is_valid_short_number_for_region(
        number, REGION
    )
    return Phone(digits, f"tel:{digits}", digits) if is_short and len(digits) != 4 else None


def _dutch(significant: str) -> Phone:
    """The Dutch number with these digits, without the 0 in front."""
    number = _parsed(f"{_COUNTRY_CODE}{significant}")
    dialable = phonenumbers.can_be_internationally_dialled(number)
    if not phonenumbers.is_valid_number(number) or not dialable or significant.startswith("0"):
        raise PhoneError(Refusal.NOT_A_NUMBER)
    e164 = f"+{_COUNTRY_CODE}{significant}"
    if phonenumbers.number_type(number) not in _NATIONAL_ONLY:
        return Phone(_grouped(number, significant), f"tel:{e164}", e164)
    if len(significant) not in _NATIONAL_ONLY_LENGTHS:
        raise PhoneError(Refusal.NOT_A_NUMBER)
    return Phone(f"0{significant[:3]}-{significant[3:]}", f"tel:0{significant}", e164)


def _grouped(number: PhoneNumber, significant: str) -> str:
    if significant.startswith(_MOBILE_PREFIX):
        return f"06 {significant[1:5]} {significant[5:]}"
    area = phonenumbers.length_of_national_destination_code(number)
    rest = significant[area:]
    return " ".join(["0" + significant[:area], rest[:3], *_pairs(rest[3:])])


def _pairs(digits: str) -> list[str]:
    """1186 -> 11, 86; an odd number of digits stays whole: a lone digit is hard to read back."""
    if len(digits) % 2:
        return [digits]
    return [digits[start : start + 2] for start in range(0, len(digits), 2)]
