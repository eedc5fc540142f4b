"""A small guide with phrases, to test reading with."""

from __future__ import annotations

from dataclasses import replace

from referrals.flow.model import Cue, CueKind, Flow, Kind, Option
from referrals.reading.answer import SentenceAnswer, answer
from referrals.reading.reading import Reading, read, withdrawn
from tests.referrals.vocabulary import flow, option, outcome, question


def reads(made: Option, phrases: str = "", hints: str = "", **changes: object) -> Option:
    return replace(made, phrases={"nl": phrases}, hints={"nl": hints}, **changes)  # type: ignore[arg-type]


def cue(slug: str, kind: CueKind, phrases: str) -> Cue:
    says = {"nl": slug, "en": slug} if kind == CueKind.DOUBT else {}
    return Cue(slug, kind, {"nl": phrases}, says)


_DANGER = question(
    "danger",
    reads(
        option("yes", "call"),
        "wordt nu bedreigd\nopgesloten",
        "bang",
        says=("acute_danger",),
        when_said=True,
    ),
    reads(option("wish", "talk"), hints="wil dood", when_said=True),
    reads(option("no", "work"), "nu veilig"),
)
_WORK = question(
    "work",
    reads(option("police", "age-police"), "politie:\nik ben rechercheur"),
    reads(option("care", "age"), "cliënt"),
    option("school", "age"),
    reads(option("parent", "child"), "mijn zoon", when_said=True),
)
_YOUNG = {"max_age": 17}
_ADULT = {"min_age": 18}
_AGE = question(
    "age",
    reads(option("young", "what-young"), "minderjarig", **_YOUNG),
    reads(option("adult", "what-adult"), "volwassen", **_ADULT),
    reads(option("place", "tip"), "advertentie", when_said=True),
)
_AGE_POLICE = replace(
    _AGE, slug="age-police", options=tuple(replace(o, goal="detectives") for o in _AGE.options)
)
_IMAGES = reads(option("images", "online"), "chantage\nnaaktfoto*\ngechanteerd", says=("images",))
_PAID = reads(
    option("paid", "report"), "sekswerk\nbetaald + seks", "dure spullen", says=("exploited",)
)
_WHAT_YOUNG = question("what-young", _PAID, _IMAGES, name="what")
_WHAT_ADULT = question(
    "what-adult",
    replace(_PAID, goal="shelter"),
    _IMAGES,
    option("own", "health"),
    reads(option("choice", "geen-loket-nodig"), hints="escort", when_said=True),
    name="what",
)
_CHILD = question(
    "child",
    reads(option("child-images", "online"), "mijn zoon + chantage", says=("images",)),
    reads(option("child-young", "report"), "mijn zoon", **_YOUNG),
    reads(option("child-adult", "shelter"), "mijn zoon", **_ADULT),
)
_POLICE = question(
    "police",
    reads(option("yes", None, "avim", better=True), "wil aangifte doen"),
    reads(option("no"), "geen politie"),
    kind=Kind.SIDE_ONE,
)
GUIDE: Flow = replace(
    flow(
        *(_DANGER, _WORK, _AGE, _AGE_POLICE, _WHAT_YOUNG, _WHAT_ADULT, _CHILD, _POLICE),
        outcome("call", "112"),
        outcome("talk", "113"),
        outcome("detectives", "avim"),
        outcome("tip", "tip-line"),
        outcome("online", "helpwanted"),
        outcome("report", "veilig-thuis"),
        outcome("shelter", "comensha", asks=("police",)),
        outcome("health", "lumens"),
        outcome("geen-loket-nodig", "talk-it-over"),
    ),
    cues=(
        cue("somebody", CueKind.PERSON, "jongen\nhij\ncliënt\nzoon"),
        cue("law", CueKind.LOOKUP, "strafbaar\nwat is"),
        cue("girl", CueKind.DOUBT, "meisje"),
    ),
)


def understood(text: str) -> Reading:
    return read(text, GUIDE)


def answered(text: str, *without: str) -> SentenceAnswer | None:
    reading = withdrawn(understood(text), GUIDE, without)
    return answer(GUIDE, reading, lambda position: position.desks[0].service)


def desks(found: SentenceAnswer | None) -> list[str]:
    """The first desk of the answer or of each choice; "?" where a choice leaves several."""
    if found is None:
        return []
    positions = [found.position] if found.position else [one.position for one in found.listed]
    return [position.desks[0].service if position else "?" for position in positions]
