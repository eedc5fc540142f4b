"""Dutch phone numbers: parsing, validation, formatting and links.

Three kinds exist side by side: ordinary numbers (033 448 11 86), numbers for the whole
country that cost nothing or something extra (0800-2000, 0900-8844), and short numbers
(112). Only the first kind is certain to be reachable with +31 before it, so only those are
dialled that way. See docs/decisions/0004-phone-numbers.md.
"""

from dataclasses import dataclass
from functools import lru_cache

import phonenumbers
from phonenumbers import PhoneNumber, PhoneNumberFormat, PhoneNumberType, shortnumberinfo

REGION = "NL"
_NATIONAL_ONLY = {
    PhoneNumberType.TOLL_FREE,
    PhoneNumberType.PREMIUM_RATE,
    PhoneNumberType.SHARED_COST,
}
_MOBILE_PREFIX = "6"


@dataclass(frozen=True, slots=True)
class Phone:
    """A valid number: `display` in Dutch notation, `uri` for a link (RFC 3966)."""

    display: str
    uri: str


@lru_cache(maxsize=4096)
def read_phone(text: str) -> Phone:
    """Parse `text`; raises ValueError when it is no number that can be dialled."""
    try:
        number = phonenumbers.parse(text, REGION)
    except phonenumbers.NumberParseException as error:
        raise ValueError(f"{text!r} is not a phone number") from error
    if number.extension:
        raise ValueError(f"{text!r} has an extension, which a link cannot dial")
    if _is_short(number):
        digits = str(number.national_number)
        return Phone(digits, f"tel:{digits}")
    if not phonenumbers.is_valid_number(number):
        raise ValueError(f"{text!r} is not a phone number that exists")
    if not phonenumbers.can_be_internationally_dialled(number):  # 14 010: a town hall
        digits = phonenumbers.national_significant_number(number)
        return Phone(f"{digits[:2]} {digits[2:]}", f"tel:{digits}")
    if phonenumbers.region_code_for_number(number) != REGION:
        display = phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL)
    else:
        display = _dutch(number)
    if phonenumbers.number_type(number) in _NATIONAL_ONLY:
        return Phone(display, "tel:" + _national_digits(number))
    return Phone(display, "tel:" + phonenumbers.format_number(number, PhoneNumberFormat.E164))


def _is_short(number: PhoneNumber) -> bool:
    """112, 116 111 and the like. Four digits are text message services, not desks."""
    digits = str(number.national_number)
    return len(digits) != 4 and shortnumberinfo.is_valid_short_number_for_region(number, REGION)


def _national_digits(number: PhoneNumber) -> str:
    return "0" + phonenumbers.national_significant_number(number)


def _dutch(number: PhoneNumber) -> str:
    significant = phonenumbers.national_significant_number(number)
    if phonenumbers.number_type(number) in _NATIONAL_ONLY:
        return f"0{significant[:3]}-{significant[3:]}"
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
