"""Whether a text tells of somebody, or looks something up. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from referrals.reading.age_words import BOYS
from referrals.reading.tokens import Sentence, word_set
from referrals.reading.verbs import FINITE

_LONGEST_LOOK_UP = 15  # words
_SHORTEST_STORY = 6  # words: beside an age or somebody's work they tell something, read or not
_SHORT_STORY = 5  # words: with a verb and what happens
_LONG_STORY = 8  # words: with what happens they tell of somebody, whatever he is called
_START = 4  # words: a look-up of a long text says so among these

_QUESTIONS = word_set("""hoe wat waar waarom wanneer welk welke wie waarvoor waarmee
    how what where why when which who whose""")
_ASKING = word_set("""is zijn kan kun kunnen mag mogen moet moeten hoeft hoef bestaat
    geldt gelden vervalt can could may must should does do are""")
_ANY = word_set("""een de het jongens scholen hotels ouders sexting seks sex
    a an the boys schools parents""")
_FIRST_PERSON = word_set("ik we wij i")
_VERBS = (FINITE - word_set("worden moeten kan mag")) | word_set("""sells pays gets takes makes
    gives lets films touches asks sends offers drives rents brings forces deelt filmt raakt masseert
    lokt ronselt verhuurt misbruikt dwingt ruilt""")
_HIM = word_set("""hij hem ie m zn zijn hijzelf mijn mn onze ons deze dit mij me
    he him his hes my our this these us""")
_THE = word_set("de het die dat the that")
_HELPING = word_set("""bellen bel belt help helpen doen doe do call contact nu now vandaag today
    tippen""")


@dataclass(frozen=True, slots=True)
class Signs:
    """What was read of a text, as far as it tells a story from a look-up.

    `danger` and `urgent` were said; `urgent` answers the first question, as "raped last night".
    `situation` was said or hinted at. `answered`: any answer was said. `person`: there is somebody;
    `age`: and how old he is. `look_up` is the place of the first word that looks something up.
    """

    danger: bool
    urgent: bool
    situation: bool
    answered: bool
    person: bool
    age: bool
    look_up: int | None

    @property
    def somebody(self) -> bool:
        return self.person or self.age


def is_case(sentence: Sentence, signs: Signs) -> bool:
    """Whether there is somebody and a situation, and it does not only look something up.

    Nobody looks something up in many words: such a text tells of a case, whatever it asks.
    """
    if signs.danger or (signs.urgent and signs.somebody):
        return True
    length = len(sentence.tokens)
    told = length > _LONGEST_LOOK_UP
    if not told and _looks_up(sentence, signs):
        return False
    if not signs.somebody and not told:
        least = _SHORT_STORY if _has_verb(sentence) else _LONG_STORY
        return signs.situation and length >= least and not _opens_with_question(sentence)
    shortest = _SHORTEST_STORY if signs.age or signs.answered else _LONG_STORY
    return signs.situation or (length >= shortest and not _opens_with_question(sentence))


def _looks_up(sentence: Sentence, signs: Signs) -> bool:
    """Further on in a longer text about somebody, words of a look-up are part of the story."""
    if signs.look_up is not None:
        tells = signs.person and signs.age and len(sentence.tokens) > _LONG_STORY
        if not tells or signs.look_up < _START:
            return True
    return _asks_in_general(sentence, signs)


def _asks_in_general(sentence: Sentence, signs: Signs) -> bool:
    """Whether it is a question about no one in particular: "mag een hotel een jongen weigeren".

    Who asks whom to call, or what to do, has somebody in mind. With an age so has who does not ask
    for a yes or no: "is a boy of 15 a minor".
    """
    words = [token.word for token in sentence.tokens]
    rest = words[1:]
    known = any(one in _THE and boy in BOYS for one, boy in pairwise(rest))
    if known or not rest or not _HIM.isdisjoint(rest):
        return False
    if signs.age:
        asked = words[0] in _ASKING and rest[0] in _ANY
        return asked and _FIRST_PERSON.isdisjoint(rest)
    return words[0] in _QUESTIONS | _ASKING and _HELPING.isdisjoint(rest)


def _has_verb(sentence: Sentence) -> bool:
    """Whether a verb after the first word tells what somebody does: "trainer filmt spelers"."""
    return any(token.word in _VERBS for token in sentence.tokens[1:])


def _opens_with_question(sentence: Sentence) -> bool:
    """Whether the first word asks."""
    return bool(sentence.tokens) and sentence.tokens[0].word in _QUESTIONS | _ASKING
