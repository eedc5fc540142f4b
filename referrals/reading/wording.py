"""Wordings that take away how sure something is: supposed, asked, denied from afar, quoted. Pure.

What is worded so may still be true. It is read as a hint: possible, and never certain.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from referrals.reading.tokens import Sentence, Token, negates, word_set

_UNSURE = word_set("""if whether suppose supposing imagine alsof stelt ontkent ontkennen ontkende
    ontkend denies denied deny denying""")
_UNSURE_THAT = word_set("""stel stellen droomt droom dromen nachtmerrie nachtmerries bang vreest
    gesteld""")
_THAT = word_set("dat that hij er je")
_TOLD = word_set("""vertelt vertelde told talks talked praat boek boeken book film serie series game
    verhaal story lied song""")
_ABOUT = word_set("over about waarin")
_INVENTED = word_set("""oefening rollenspel fictief fictieve hypothetisch hypothetische exercise
    roleplay fictional hypothetical werkstuk spreekbeurt roman novel musical toneelstuk""")
_READ = word_set("boek book film serie movie song")
_NOBODY = word_set("niemand nobody none neither geen")
_INSTEAD = {("plaats", "van"), ("instead", "of"), ("far", "from")}
_SUPPOSING = {
    "als": word_set("""hij ie ze zij er iemand de het die dit dat jongen leerling client ik we wij
        je u"""),
    "of": word_set("hij ie er ze zij"),
}
_SIGNS = word_set("""sprake signaal signalen aanwijzing aanwijzingen bewijs bewijzen teken tekenen
    reden sign signs evidence indication indications suggestion proof""")
_NO_MORE = word_set("meer longer more langer")
_JOINS = word_set("en and want omdat because sinds dus so")
_ASKING = word_set("is wordt word zit was kan kun zou zouden could can would might are does")
_ASKED_OF = word_set("hij ie he er it het jongen leerling iemand someone")
_ARTICLES = word_set("de het een the a")
_SAYS = word_set("zei zegt zeggen said says told claims beweert vertelt vertelde riep")
_FIRST_PERSON = word_set("ik i im ben")
_NO = word_set("nee neen no nope")
_OVER = word_set("geweest gezeten")
_DENIED_AFTER = re.compile(
    r"(?:(?:(?:is|was) )?er (?:is )?(?:nu )?(?:niet|geen)|niet(?: meer)?$|klopt niet|nee\b"
    r"|bleek (?:niet|on|vals)|is (?:niet waar|on(?:juist|waar))"
    r"|(?:is|was) (?:not true|false|untrue)"
    r"|in (?:zijn|mijn|his|my) (?:droom|dromen|dreams?)|isnt true|turned out (?:not|false|untrue))"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_FAR = 7  # words that "niet meer" and "geen signalen" reach to their right
_NEAR = 4


def is_unsure(sentence: Sentence, places: Sequence[int]) -> bool:
    """Whether the words at these places are supposed, asked, feared or denied from afar."""
    first, last = places[0], places[-1]
    clause = [t for t in sentence.tokens if t.clause == sentence.tokens[first].clause]
    before = [t.word for t in clause if t.start < sentence.tokens[first].start]
    return (
        _supposed([*before, sentence.tokens[first].word])
        or _is_invented(sentence, before)
        or _denied_before(before)
        or _asked(clause)
        or _denied_after(sentence, last)
    )


def is_over(sentence: Sentence, places: Sequence[int]) -> bool:
    """Whether "geweest" or a year follows these words: it is no danger of now."""
    following = [token.word for token in sentence.tokens[places[-1] + 1 : places[-1] + 4]]
    years = any(word == "in" and _YEAR.fullmatch(year) for word, year in pairwise(following))
    return years or not _OVER.isdisjoint(following[:2])


def is_quoted(sentence: Sentence, places: Sequence[int]) -> bool:
    """Whether these are words in the first person that another said: "hij zei: ik ben agent"."""
    first = places[0]
    words = [token.word for token in sentence.tokens[max(first - 1, 0) : first + 1]]
    earlier = [token.word for token in sentence.tokens[max(first - _NEAR, 0) : first]]
    return not _FIRST_PERSON.isdisjoint(words) and not _SAYS.isdisjoint(earlier)


def _supposed(words: Sequence[str]) -> bool:
    return not _UNSURE.isdisjoint(words[:-1]) or any(
        after in _SUPPOSING.get(word, ())
        or (word in _UNSURE_THAT and after in _THAT)
        or (word in _TOLD and after in _ABOUT)
        or (word, after) in _INSTEAD
        for word, after in pairwise(words)
    )


def _is_invented(sentence: Sentence, before: Sequence[str]) -> bool:
    """ "Rollenspel: ...", "in mijn boek wordt ..."."""
    told = any(
        one == "in" and not _READ.isdisjoint(before[place + 1 : place + 3])
        for place, one in enumerate(before)
    )
    return told or any(token.word in _INVENTED for token in sentence.tokens)


def _denied_before(before: Sequence[str]) -> bool:
    """ "Geen sprake van", "niet meer ... in de", further off than a denial reaches."""
    if before and _is_nobody(before) and _JOINS.isdisjoint(before):
        return True
    reached: list[str] = []
    for word in reversed(before[-_FAR:]):
        if word in _JOINS:
            break
        reached.insert(0, word)
    return any(
        negates(word) and not (_SIGNS | _NO_MORE).isdisjoint(reached[place + 1 : place + 3])
        for place, word in enumerate(reached)
    )


def _is_nobody(words: Sequence[str]) -> bool:
    """ "Niemand ...", "geen van de jongens ..."; not "geen idee"."""
    return words[0] in _NOBODY and (words[0] != "geen" or words[1:2] in (["van"], ["enkele"]))


def _asked(clause: Sequence[Token]) -> bool:
    """ "Is hij in gevaar", "kan het zijn dat": the verb before the person."""
    words = [token.word for token in clause]
    subject = words[1:3] if words[1:2] and words[1] in _ARTICLES else words[1:2]
    return words[0] in _ASKING and not _ASKED_OF.isdisjoint(subject)


def _denied_after(sentence: Sentence, last: int) -> bool:
    tokens = sentence.tokens[last + 1 : last + 1 + _NEAR]
    if tokens and tokens[0].word in _NO:
        between = sentence.text[sentence.tokens[last].end : tokens[0].start]
        return bool(set("?:") & set(between)) or tokens[0].clause == sentence.tokens[last].clause
    same = [t.word for t in tokens if t.clause == sentence.tokens[last].clause]
    return bool(_DENIED_AFTER.match(" ".join(same)))
