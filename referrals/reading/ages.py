"""Ages in a sentence: his, not another's; room numbers, amounts and durations are none. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.search.analysis import is_stopword
from referrals.flow.person import OLDEST, YOUNGEST
from referrals.reading.age_words import (
    ABOUT,
    BOYS,
    BY,
    CAUSES,
    COUNTED,
    DURATION_AFTER,
    DURATION_BEFORE,
    HE,
    HIM,
    JUST,
    LINKS,
    MEN,
    NEARLY,
    OTHERS,
    OVER,
    PERSONS,
    ROOMS,
    STRANGERS,
    TEAMS,
    UNDER,
    VULNERABLE,
    WITH,
    YEARS,
)
from referrals.reading.numbers import adjective, cardinal, ordinal
from referrals.reading.tokens import Sentence
from referrals.reading.word_forms import is_plural, tells

_CHILD, _ELDER = 8, 90  # other bare numbers are no ages
_YOUNG = (
    25  # up to this age, a number between a noun and a verb is that of somebody: "havist 16 zegt"
)
_OF_AGE = 18
_ACTOR = "door"  # "door zijn neef van 23": the age of who did it
_BACK = 5  # words between "door" and that age
_ELDER_MAN = 30  # beside "hem", a man of this age is not him


@dataclass(frozen=True, slots=True)
class Age:
    """His age in years, inclusive, and the places of its words.

    `in_doubt`: more than one age, one that he had earlier, or one near a birthday that counts.
    """

    least: int
    most: int
    places: tuple[int, ...]
    in_doubt: bool = False


@dataclass(frozen=True, slots=True)
class _Mention:
    least: int
    most: int
    places: tuple[int, ...]
    whose: str = ""  # the noun that it belongs to
    in_doubt: bool = False


def read_age(sentence: Sentence) -> Age | None:
    """His age as the sentence says it; None when it does not."""
    every = list(_mentions(sentence))
    own = [mention for mention in every if not _is_of_another(mention, every, sentence)]
    if not own:
        return None
    least, most = min(one.least for one in own), max(one.most for one in own)
    differ = least < _OF_AGE <= most and len({(one.least, one.most) for one in own}) > 1
    places = tuple(sorted({place for one in own for place in one.places}))
    return Age(least, most, places, differ or any(one.in_doubt for one in own))


def numbers_of_others(sentence: Sentence, age: Age | None) -> frozenset[int]:
    """Places of the ages that are not his."""
    own = age.places if age else ()
    return frozenset(
        place for one in _mentions(sentence) for place in one.places if place not in own
    )


def _mentions(sentence: Sentence) -> Iterator[_Mention]:
    place = 0
    while place < len(sentence.tokens):
        mention = _mention_at(sentence, place)
        if mention:
            yield mention
        place = (mention.places[-1] if mention else place) + 1


def _mention_at(sentence: Sentence, place: int) -> _Mention | None:
    word = _word(sentence, place)
    if (years := adjective(word)) is not None:
        return _near(sentence, place, place, years)
    if (years := ordinal(word)) is not None:
        return _earlier(sentence, place, place, years)
    years = cardinal(word)
    return None if years is None else _number_at(sentence, place, years)


def _number_at(sentence: Sentence, place: int, years: int) -> _Mention | None:
    word = _word(sentence, place)
    if word.isdecimal() and _word(sentence, place + 1) in {"e", "de", "th", "ste"}:
        return _earlier(sentence, place, place + 1, years)
    if limit := _limit(sentence, place, years):
        return limit
    if _word(sentence, place + 1) in YEARS:
        return _in_years(sentence, place, years)
    return _bare(sentence, place, years)


def _earlier(sentence: Sentence, place: int, last: int, years: int) -> _Mention | None:
    """ "Sinds zijn 14e": an age that he had."""
    before = {_word(sentence, place - 1), _word(sentence, place - 2)}
    if before.isdisjoint({"zijn", "his", "haar", "mijn", "my"}) or not _plausible(years):
        return None
    return _Mention(years, years, (*range(place, last + 1),), in_doubt=True)


def _limit(sentence: Sentence, place: int, years: int) -> _Mention | None:
    """ "Jonger dan 18", "boven de 18", "18+", "18 jaar of ouder"."""
    before = place - 1
    while _word(sentence, before) in LINKS and before > place - 4:
        before -= 1
    if not _plausible(years):
        return None
    if before == place - 1 and _word(sentence, before) in TEAMS and _is_joined(sentence, place):
        return _Mention(YOUNGEST, years, (before, place))
    if _word(sentence, before) in UNDER:
        return _Mention(YOUNGEST, years - 1, (*range(before, place + 1),))
    typed_plus = sentence.text[sentence.tokens[place].end :].startswith("+")
    or_older = any(
        _word(sentence, place + step) in {"of", "or"}
        and _word(sentence, place + step + 1) in {"ouder", "older", "over"}
        for step in (1, 2, 3)
    )
    if (
        typed_plus
        or or_older
        or _word(sentence, place + 1) == "plus"
        or (_word(sentence, before) in OVER and before < place - 1)
    ):
        return _Mention(years, OLDEST, (place,))
    return None


def _in_years(sentence: Sentence, place: int, years: int) -> _Mention | None:
    """ "14 jaar", "14-jarige", "14 years old"; not "14 jaar geleden" or "al 2 jaar"."""
    last = place + 1
    while _word(sentence, last + 1) in {"old", "oud", "oude"} | YEARS:
        last += 1
    is_adjective = _word(sentence, place + 1).startswith("jarig") or last > place + 1
    before = _word(sentence, place - 1)
    if _word(sentence, last + 1) in DURATION_AFTER and last == place + 1:
        return None
    if not is_adjective and (before in DURATION_BEFORE or years < 5):
        return None
    return _near(sentence, place, last, years)


def _bare(sentence: Sentence, place: int, years: int) -> _Mention | None:
    """A number alone: "jongen 14", "14, gechanteerd", "van 14"; not "kamer 14" or "14 euro"."""
    before = _word(sentence, place - 1)
    after = "" if _ends_clause(sentence, place) else _word(sentence, place + 1)
    if not _CHILD <= years <= _ELDER or before in ROOMS or after in COUNTED:
        return None
    if _is_amount(sentence, place):
        return None
    alone = _begins_clause(sentence, place) and _ends_clause(sentence, place)
    opens = place == 0 and not is_plural(after)
    ends = _ends_clause(sentence, place) and before not in DURATION_BEFORE
    known = before in PERSONS | OTHERS | MEN | ABOUT | NEARLY | JUST
    counted = is_plural(after) and not _whose(sentence, place, place)
    told = years <= _YOUNG and tells(after) and before.isalpha() and not is_stopword(before)
    if alone or opens or ends or told or _ends_range(sentence, place) or (known and not counted):
        return _near(sentence, place, place, years)
    return None


def _near(sentence: Sentence, place: int, last: int, years: int) -> _Mention | None:
    """A mention with what stands before it: "bijna 18", "net 18"."""
    if not 0 < years < 120:
        return None
    whose = _ACTOR if _is_actor(sentence, place, years) else _whose(sentence, place, last)
    before = {_word(sentence, place - step) for step in (1, 2)}
    if years == _OF_AGE and not before.isdisjoint(NEARLY | JUST):
        return _Mention(years - 1, years, (*range(place, last + 1),), whose, in_doubt=True)
    then = "was" in {_word(sentence, last + 1), *before} and not before.isdisjoint(HE)
    return _Mention(years, years, (*range(place, last + 1),), whose, in_doubt=then)


def _whose(sentence: Sentence, first: int, last: int) -> str:
    """The noun that an age belongs to: "man van 45", "45-jarige man", "met een 45-jarige"."""
    after = _word(sentence, last + 1)
    if last > first or adjective(_word(sentence, first)):
        nouns = [after, _word(sentence, last + 2) if after.endswith("e") else ""]
        if known := next((noun for noun in nouns if noun in OTHERS | MEN | BOYS), None):
            return known
    before = [_word(sentence, first - step) for step in (1, 2, 3)]
    for place, word in enumerate(before):
        if word in OTHERS | MEN | BOYS | PERSONS:
            return word
        if word in WITH and last > first and place < 2 and after not in BOYS:
            return "met"
        if word not in ABOUT | {"een", "a", "an", "the", "de"}:
            break
    return ""


def _is_actor(sentence: Sentence, place: int, years: int) -> bool:
    """Whether an age is that of who did it: "door neef van 23", "by his flatmate, 24"."""
    apart = _begins_clause(sentence, place)
    if place == 0 or (apart and years < _OF_AGE):
        return False
    clause = sentence.tokens[place - 1 if apart else place].clause
    for other in reversed(sentence.tokens[max(place - _BACK, 0) : place]):
        if other.clause != clause or (other.word in BOYS and years < _OF_AGE):
            return False
        if other.word in BY:
            return True
    return False


def _is_of_another(mention: _Mention, every: list[_Mention], sentence: Sentence) -> bool:
    """Whether an age belongs to somebody else: always with "vriend van 24", often with "man"."""
    if mention.whose == _ACTOR:
        return True
    if mention.whose in OTHERS:
        youngest = all(one.least >= mention.least for one in every)
        if youngest and _is_near(sentence, mention, CAUSES, -_BACK):
            return False  # "zij laat haar vriend van 21 klanten ontvangen"
        return mention.whose not in STRANGERS or mention.least >= _OF_AGE
    described = mention.whose in MEN and _is_near(sentence, mention, VULNERABLE, _BACK)
    if described or mention.whose not in MEN | {"met"} or mention.least < _OF_AGE:
        return False
    others = [one for one in every if one is not mention]
    if any(one.in_doubt for one in others):
        return False  # "man van 46, misbruikt toen hij 12 was"
    words = {token.word for token in sentence.tokens}
    boys = BOYS if mention.least >= _ELDER_MAN else BOYS - HIM  # "man van 19, zijn baas zet hem af"
    return any(one.most < mention.least for one in others) or not words.isdisjoint(boys)


def _is_near(sentence: Sentence, mention: _Mention, listed: frozenset[str], reach: int) -> bool:
    """Whether one of `listed` stands at most `reach` words after an age, or before, in a clause."""
    first, last = mention.places[0], mention.places[-1]
    clause = sentence.tokens[last].clause
    span = slice(last + 1, last + 1 + reach) if reach > 0 else slice(max(first + reach, 0), first)
    return any(one.word in listed and one.clause == clause for one in sentence.tokens[span])


def _is_amount(sentence: Sentence, place: int) -> bool:
    token = sentence.tokens[place]
    before = sentence.text[: token.start].rstrip()[-1:]
    after = sentence.text[token.end : token.end + 2]
    joined = (before and before in "€$£") or (
        after.startswith((":", ".", ",")) and after[1:].isdigit()
    )
    return bool(joined) or after.strip()[:1] in {"€", "%"}


def _ends_range(sentence: Sentence, place: int) -> bool:
    """Whether it is the second of "15-20" or "15/19"."""
    if place == 0 or not _word(sentence, place - 1).isdecimal():
        return False
    between = sentence.text[sentence.tokens[place - 1].end : sentence.tokens[place].start]
    return between.strip() in {"-", "–", "/"}


def _is_joined(sentence: Sentence, place: int) -> bool:
    """Whether the word before is typed without a space: "jo15"."""
    return sentence.tokens[place - 1].end == sentence.tokens[place].start


def _begins_clause(sentence: Sentence, place: int) -> bool:
    return place == 0 or sentence.tokens[place - 1].clause != sentence.tokens[place].clause


def _ends_clause(sentence: Sentence, place: int) -> bool:
    tokens = sentence.tokens
    return place == len(tokens) - 1 or tokens[place + 1].clause != tokens[place].clause


def _plausible(years: int) -> bool:
    return 5 <= years <= _ELDER


def _word(sentence: Sentence, place: int) -> str:
    return sentence.tokens[place].word if 0 <= place < len(sentence.tokens) else ""
