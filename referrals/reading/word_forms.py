"""What a word beside an age is, by its form: a plural is counted, a verb tells. Pure."""

import re

from referrals.reading.age_words import ADVERBS, COUNTED, PERSONS, TELLS

_PARTICIPLE = re.compile(r"\w{0,4}(?:ge|ver|ont|be)\w+(?<!ing)en")
_VERB = re.compile(r"(?:ge|ver|be|ont|mis)\w+(?:[dt]|en)|\w{3,}(?:kt|pt|ft|ert|elt|ed)")


def is_plural(word: str) -> bool:
    plural = len(word) > 3 and word.endswith(("en", "s")) and word not in PERSONS | ADVERBS
    return plural and not _PARTICIPLE.fullmatch(word)


def tells(word: str) -> bool:
    """Whether a word can tell what somebody does or what was done to him."""
    return word in TELLS or (word not in COUNTED and bool(_VERB.fullmatch(word)))
