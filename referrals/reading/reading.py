"""What a sentence says: closed answers of the guide, each with the words it was read from. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace

from knowledge.search.analysis import is_stopword
from referrals.flow.model import Cue, CueKind, Flow, Kind, Option, Question, Text
from referrals.reading.ages import Age, numbers_of_others, read_age
from referrals.reading.phrases import Phrase, PhraseBook, lines_of
from referrals.reading.tokens import Sentence, tokenize

DANGER = "acute_danger"
"""The group that an answer says he belongs to when 112 comes first."""

MOST_UNREAD = 0
"""Words with a meaning that may be left unread in a sentence that is answered with certainty."""

_LONGEST_LOOK_UP = 15  # words
_SHORTEST_STORY = 6  # words: beside an age or somebody's work they tell something, read or not


@dataclass(frozen=True, slots=True)
class Found:
    """An answer that a sentence gives: the option `value` of the question called `name`.

    `words` as they were typed. A `hint` only may mean it.
    """

    name: str
    value: str
    words: str
    hint: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of a sentence.

    `is_case`: it is about somebody, and no look-up. `ignored`: words (of `analysis.words`) that
    say who it is about and how old he is; they are no words to search for. `age` is his age in
    years, `None` when it was not read or is in doubt; `age_words` were typed. `unread` is the
    number of words that carry meaning and are in no phrase.
    """

    found: tuple[Found, ...] = ()
    cues: tuple[Cue, ...] = ()
    is_case: bool = False
    ignored: frozenset[str] = field(default_factory=frozenset)
    age: int | None = None
    age_in_doubt: bool = False
    age_words: str = ""
    unread: int = 0

    @property
    def is_partial(self) -> bool:
        """Whether a word was not read that may be what matters."""
        return self.unread > MOST_UNREAD

    def said(self, name: str) -> set[str]:
        """The answers to the question called `name` that the sentence says."""
        return {one.value for one in self.found if one.name == name and not one.hint}

    def hinted(self, name: str) -> set[str]:
        """The answers to the question called `name` that it may mean."""
        return {one.value for one in self.found if one.name == name and one.hint}


@dataclass(frozen=True, slots=True)
class _Owner:
    """What a phrase belongs to: an answer, or the cue with this slug."""

    name: str = ""
    value: str = ""
    hint: bool = False
    cue: str = ""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A found answer or cue, and the places of its words."""

    owner: _Owner
    places: tuple[int, ...]


_prepared: list[tuple[Flow, PhraseBook]] = []  # of the flow that was read with last


def read(text: str, flow: Flow) -> Reading:
    """Read `text`, which may be anything."""
    sentence = tokenize(text)
    pieces = [
        _Piece(_as_said(match.owner, match.unsure), match.places)
        for match in phrase_book(flow).find(sentence)
        if isinstance(match.owner, _Owner)
    ]
    age = read_age(sentence)
    said = [piece for piece in pieces if not piece.owner.cue]
    slugs = {piece.owner.cue for piece in pieces}
    heard = [cue for cue in flow.cues if cue.slug in slugs]
    who = {cue.slug for cue in heard if cue.kind == CueKind.PERSON}
    persons = [piece for piece in pieces if piece.owner.cue in who]
    worded = _longest(said)
    answers = _longest([*_of_age(flow, age, worded), *worded])
    return Reading(
        found=tuple(dict.fromkeys(_found(sentence, answers))),
        cues=tuple(heard),
        is_case=_is_case(flow, said, heard, age, len(sentence.tokens)),
        ignored=_ignored(sentence, persons, age),
        age=age.least if age and age.least == age.most and not age.in_doubt else None,
        age_in_doubt=bool(age and age.in_doubt),
        age_words=sentence.typed(age.places) if age else "",
        unread=_unread(sentence, pieces, age),
    )


def withdrawn(reading: Reading, flow: Flow, names: Collection[str]) -> Reading:
    """`reading` without its answers to the questions with these `names`.

    With an answer on his age goes the age, and what was read from that alone.
    """
    found = tuple(one for one in reading.found if one.name not in names)
    if not any(asks_age(one) for one in flow.questions.values() if one.name in names):
        return replace(reading, found=found)
    kept = tuple(one for one in found if one.hint or one.words != reading.age_words)
    return replace(reading, found=kept, age=None, age_in_doubt=False, age_words="")


def _as_said(owner: _Owner, unsure: bool) -> _Owner:
    """An answer that is only supposed or asked is a hint."""
    return replace(owner, hint=True) if unsure and not owner.cue else owner


def phrase_book(flow: Flow) -> PhraseBook:
    """The phrases of `flow`, prepared once."""
    for known, book in _prepared[:1]:
        if known is flow:
            return book
    phrases = tuple(_phrases(flow))
    books = [book for _flow, book in _prepared[:1] if book.phrases == phrases]
    book = books[0] if books else PhraseBook.of(phrases)
    _prepared[:] = [(flow, book)]
    return book


def _phrases(flow: Flow) -> Iterator[Phrase]:
    for question in flow.questions.values():
        for option in question.options:
            exact = DANGER in option.says
            for text, hint in ((option.phrases, False), (option.hints, True)):
                owner = _Owner(question.name, option.slug, hint)
                yield from _lines(text, owner, exact=exact, present=exact)
    for cue in flow.cues:
        for phrase in _lines(cue.phrases, _Owner(cue=cue.slug), exact=cue.kind != CueKind.DOUBT):
            yield replace(phrase, deniable=cue.kind != CueKind.PERSON)


def _lines(text: Text, owner: _Owner, *, exact: bool, present: bool = False) -> Iterator[Phrase]:
    for language, lines in text.items():
        for line in lines_of(lines):
            yield Phrase(owner, line, language, exact, present)


def asks_age(question: Question) -> bool:
    """Whether `question` is one of the way, and its answers tell younger from older."""
    return (
        question.kind == Kind.ROUTE
        and any(option.min_age is not None for option in question.options)
        and any(option.max_age is not None for option in question.options)
    )


def fits(option: Option, least: int, most: int) -> bool:
    """Whether he can be as old as `option` says, when he is between `least` and `most` years."""
    too_young = option.min_age is not None and most < option.min_age
    too_old = option.max_age is not None and least > option.max_age
    return not too_young and not too_old


def _of_age(flow: Flow, age: Age | None, said: Iterable[_Piece]) -> Iterator[_Piece]:
    """The answers whose own limits his age is within, of questions that tell younger from older.

    What is `said` in words settles who it is about: "my son" of 15 is not the boy who writes.
    """
    if age is None:
        return
    told = {(piece.owner.name, piece.owner.value) for piece in said if not piece.owner.hint}
    for question in flow.questions.values():
        fitting = [o for o in question.options if asks_age(question) and _may_be(o, age)]
        settled = [option for option in fitting if (question.name, option.slug) in told]
        for option in settled or fitting:
            limited = option.min_age is not None or option.max_age is not None
            if limited and not option.when_said:
                yield _Piece(_Owner(question.name, option.slug), age.places)


def _may_be(option: Option, age: Age) -> bool:
    return fits(option, age.least, age.most)


def _longest(pieces: Iterable[_Piece]) -> list[_Piece]:
    """Without those whose words are part of a longer phrase that was read at the same question."""
    every = list(pieces)
    return [
        piece
        for piece in every
        if not any(
            other.owner.name == piece.owner.name and set(piece.places) < set(other.places)
            for other in every
        )
    ]


def _found(sentence: Sentence, pieces: Iterable[_Piece]) -> Iterator[Found]:
    """The answers with their words: each answer once, in the order of the sentence."""
    places: dict[_Owner, set[int]] = {}
    for piece in sorted(pieces, key=lambda piece: piece.places):
        places.setdefault(piece.owner, set()).update(piece.places)
    for owner, its_places in places.items():
        yield Found(owner.name, owner.value, sentence.typed(its_places), owner.hint)


def _is_case(
    flow: Flow, answers: Iterable[_Piece], cues: Iterable[Cue], age: Age | None, words: int
) -> bool:
    """Whether there is somebody and a situation, and it does not only look something up.

    Nobody looks something up in many `words`: such a text tells of a case, whatever it asks.
    """
    options = [
        (option, piece)
        for piece in answers
        for question in flow.questions.values()
        if question.name == piece.owner.name
        for option in question.options
        if option.slug == piece.owner.value
    ]
    kinds = {cue.kind for cue in cues}
    if any(DANGER in option.says and not piece.owner.hint for option, piece in options):
        return True
    told = words > _LONGEST_LOOK_UP
    somebody = told or age is not None or CueKind.PERSON in kinds
    situation = any(option.says or option.when_said for option, _piece in options)
    known = age is not None or any(not piece.owner.hint for piece in answers)
    situation = situation or (known and words >= _SHORTEST_STORY)
    return somebody and situation and (told or CueKind.LOOKUP not in kinds)


def _unread(sentence: Sentence, pieces: Iterable[_Piece], age: Age | None) -> int:
    read_places = {place for piece in pieces for place in piece.places}
    read_places.update(age.places if age else (), numbers_of_others(sentence, age))
    known = {sentence.tokens[place].word for place in read_places}
    return sum(
        token.word not in known and len(token.word) > 2 and not is_stopword(token.word)
        for token in sentence.tokens
    )


def _ignored(sentence: Sentence, persons: Iterable[_Piece], age: Age | None) -> frozenset[str]:
    places = {place for piece in persons for place in piece.places}
    places.update(age.places if age else (), numbers_of_others(sentence, age))
    return frozenset(sentence.tokens[place].word for place in places)
