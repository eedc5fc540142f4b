"""What a sentence says: closed answers of the guide, each with the words it was read from. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from knowledge.search.analysis import is_stopword
from referrals.flow.model import Cue, CueKind, Flow, Kind, Option, Question, Text
from referrals.reading.ages import Age, numbers_of_others, read_age
from referrals.reading.phrases import Phrase, PhraseBook, lines_of
from referrals.reading.stories import Signs, is_case
from referrals.reading.tokens import Sentence, tokenize

DANGER = "acute_danger"
"""The group that an answer says he belongs to when 112 comes first."""

MOST_UNREAD = 0
"""Words with a meaning that may be left unread in a sentence that is answered with certainty."""


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


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A flow with what reading needs of it."""

    flow: Flow
    book: PhraseBook
    of_age: tuple[Question, ...]  # that tell younger from older
    options: dict[tuple[str, str], list[tuple[Question, Option]]]  # by name and value

    @classmethod
    def of(cls, flow: Flow, book: PhraseBook) -> _Prepared:
        options: dict[tuple[str, str], list[tuple[Question, Option]]] = {}
        for question in flow.questions.values():
            for option in question.options:
                options.setdefault((question.name, option.slug), []).append((question, option))
        ages = tuple(question for question in flow.questions.values() if asks_age(question))
        return cls(flow, book, ages, options)


_last: list[_Prepared] = []  # of the flow that was read with last


def read(text: str, flow: Flow) -> Reading:
    """Read `text`, which may be anything."""
    sentence, prepared = tokenize(text), _prepared(flow)
    pieces = [
        _Piece(_as_said(match.owner, match.unsure), match.places)
        for match in prepared.book.find(sentence)
        if isinstance(match.owner, _Owner)
    ]
    age = read_age(sentence)
    ages = {*(age.places if age else ()), *numbers_of_others(sentence, age)}
    said = [piece for piece in pieces if not piece.owner.cue]
    cued = {piece.owner.cue for piece in pieces}
    cues = tuple(cue for cue in flow.cues if cue.slug in cued)
    worded = _longest(said)
    answers = _longest([*_of_age(prepared.of_age, age, worded), *worded])
    return Reading(
        found=tuple(dict.fromkeys(_found(sentence, answers))),
        cues=cues,
        is_case=is_case(sentence, _signs(prepared, said, cues, pieces, age)),
        ignored=_ignored(sentence, ages | _places_of(pieces, cues, CueKind.PERSON)),
        age=age.least if age and age.least == age.most and not age.in_doubt else None,
        age_in_doubt=bool(age and age.in_doubt),
        age_words=sentence.typed(age.places) if age else "",
        unread=_unread(sentence, pieces, ages),
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
    return _prepared(flow).book


def _prepared(flow: Flow) -> _Prepared:
    for known in _last[:1]:
        if known.flow is flow:
            return known
    phrases = tuple(_phrases(flow))
    books = [known.book for known in _last[:1] if known.book.phrases == phrases]
    prepared = _Prepared.of(flow, books[0] if books else PhraseBook.of(phrases))
    _last[:] = [prepared]
    return prepared


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


def _of_age(
    questions: Iterable[Question], age: Age | None, said: Iterable[_Piece]
) -> Iterator[_Piece]:
    """The answers whose own limits his age is within, of questions that tell younger from older.

    What is `said` in words settles who it is about: "my son" of 15 is not the boy who writes.
    """
    if age is None:
        return
    told = {(piece.owner.name, piece.owner.value) for piece in said if not piece.owner.hint}
    for question in questions:
        fitting = [option for option in question.options if fits(option, age.least, age.most)]
        settled = [option for option in fitting if (question.name, option.slug) in told]
        for option in settled or fitting:
            limited = option.min_age is not None or option.max_age is not None
            if limited and not option.when_said:
                yield _Piece(_Owner(question.name, option.slug), age.places)


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


def _signs(
    prepared: _Prepared,
    said: Iterable[_Piece],
    cues: Collection[Cue],
    pieces: Sequence[_Piece],
    age: Age | None,
) -> Signs:
    read = [
        (question, option, piece.owner.hint)
        for piece in said
        for question, option in prepared.options.get((piece.owner.name, piece.owner.value), ())
    ]
    certain = [(question, option) for question, option, hint in read if not hint]
    start = prepared.flow.start
    return Signs(
        danger=any(DANGER in option.says for _question, option in certain),
        urgent=any(q.slug == start and option.when_said for q, option in certain),
        situation=any(option.says or option.when_said for _question, option, _hint in read),
        answered=bool(certain),
        person=any(cue.kind == CueKind.PERSON for cue in cues),
        age=age is not None,
        look_up=min(_places_of(pieces, cues, CueKind.LOOKUP), default=None),
    )


def _places_of(pieces: Iterable[_Piece], cues: Iterable[Cue], kind: CueKind) -> set[int]:
    """The places of the words of all cues of this kind."""
    slugs = {cue.slug for cue in cues if cue.kind == kind}
    return {place for piece in pieces if piece.owner.cue in slugs for place in piece.places}


def _unread(sentence: Sentence, pieces: Iterable[_Piece], ages: Iterable[int]) -> int:
    read_places = {place for piece in pieces for place in piece.places}.union(ages)
    known = {sentence.tokens[place].word for place in read_places}
    return sum(
        token.word not in known and len(token.word) > 2 and not is_stopword(token.word)
        for token in sentence.tokens
    )


def _ignored(sentence: Sentence, places: Iterable[int]) -> frozenset[str]:
    return frozenset(sentence.tokens[place].word for place in places)
