"""Diff of two flows, as sentences for editors. Pure.

Questions, answers, outcomes, cases and cues are matched by slug. The diff is complete: two flows
that are not equal have at least one difference.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

from referrals.flow.case import Case
from referrals.flow.model import Cue, Flow, Option, Outcome, Question, Referral, StandIn, Text

Node = Question | Option | Outcome | Case | Cue

_NAMES: Mapping[str, Text] = {
    "name": {"nl": "de naam in het adres", "en": "the name in the address"},
    "kind": {"nl": "de soort", "en": "the kind"},
    "text": {"nl": "de vraag", "en": "the question"},
    "why": {"nl": "waarom", "en": "why"},
    "options": {"nl": "de volgorde van de antwoorden", "en": "the order of the answers"},
    "label": {"nl": "het antwoord", "en": "the answer"},
    "hint": {"nl": "de toelichting", "en": "the hint"},
    "adds": {"nl": "de loketten die het toevoegt", "en": "the desks it adds"},
    "guidance": {"nl": "de handreikingen", "en": "the guidance"},
    "min_age": {"nl": "de laagste leeftijd", "en": "the minimum age"},
    "max_age": {"nl": "de hoogste leeftijd", "en": "the maximum age"},
    "says": {"nl": "wat het over hem zegt", "en": "what it says about him"},
    "aliases": {"nl": "de eerdere namen in het adres", "en": "the earlier names in the address"},
    "tonight": {"nl": "of er vannacht iemand nodig is", "en": "whether someone is needed tonight"},
    "phrases": {"nl": "de formuleringen", "en": "the phrases"},
    "hints": {"nl": "de aanwijzingen", "en": "the hints"},
    "when_said": {"nl": "of het alleen telt als het er staat",
                  "en": "whether it counts only when it is said"},
    "title": {"nl": "de titel", "en": "the title"},
    "intro": {"nl": "de inleiding", "en": "the introduction"},
    "steps": {"nl": "wat u nu doet", "en": "what to do now"},
    "have_ready": {"nl": "wat u bij de hand houdt", "en": "what to have ready"},
    "tell_him": {"nl": "wat u hem vooraf vertelt", "en": "what to tell him beforehand"},
    "referrals": {"nl": "de loketten", "en": "the desks"},
    "side_questions": {"nl": "de bijvragen", "en": "the side questions"},
    "articles": {"nl": "de wetsartikelen", "en": "the legal articles"},
    "resources": {"nl": "de hulpmiddelen", "en": "the resources"},
    "situation": {"nl": "de situatie", "en": "the situation"},
    "role": {"nl": "wie het vraagt", "en": "who asks"},
    "weekday": {"nl": "de dag", "en": "the day"},
    "time": {"nl": "de tijd", "en": "the time"},
    "answers": {"nl": "de antwoorden", "en": "the answers"},
    "first": {"nl": "wat eerst goed is", "en": "what is right first"},
    "must_desks": {"nl": "de loketten die er moeten staan", "en": "the desks that must be there"},
    "must_guidance": {"nl": "de handreikingen die er moeten staan",
                      "en": "the guidance that must be there"},
    "must_articles": {"nl": "de wetsartikelen die er moeten staan",
                      "en": "the legal articles that must be there"},
    "never_first": {"nl": "de loketten die niet als eerste mogen",
                    "en": "the desks that must not come first"},
    "never_desks": {"nl": "de loketten die er niet mogen staan",
                    "en": "the desks that must not be there"},
    "unlisted": {"nl": "de goede loketten die wij niet hebben",
                 "en": "the right desks that we do not list"},
    "open_needed": {"nl": "of het eerste loket dan open moet zijn",
                    "en": "whether the first desk must be open then"},
    "divided": {"nl": "of de praktijk verdeeld is", "en": "whether practice is divided"},
    "known_failure": {"nl": "of het nog misgaat", "en": "whether it fails today"},
    "sources": {"nl": "de bronnen", "en": "the sources"},
}  # fmt: skip


_REASON_OF_CUE: Text = {
    "nl": "waarom geen loket zeker is",
    "en": "why no desk is certain",
}
_BETTER: Text = {"nl": ", past beter", "en": ", fits better"}


@dataclass(frozen=True, slots=True)
class Difference:
    """One change; `node` is the slug of the question or outcome that it is about."""

    node: str
    message: Text


def differences(before: Flow, after: Flow) -> list[Difference]:
    """All changes from `before` to `after`, in the order of the newer flow."""
    changes: list[Difference] = []
    if before.start != after.start:
        changes.append(
            _difference(
                after.start,
                f"De wegwijzer begint nu met '{after.start}' (eerst '{before.start}').",
                f"The guide now starts with '{after.start}' (previously: '{before.start}').",
            )
        )
    changes += _nodes(before.questions, after.questions, {"nl": "vraag", "en": "question"})
    changes += _nodes(before.outcomes, after.outcomes, {"nl": "uitkomst", "en": "outcome"})
    changes += _stand_ins(before, after)
    changes += _nodes(before.cases, after.cases, {"nl": "praktijkcasus", "en": "case"})
    changes += _cues(before, after)
    return changes


def _stand_ins(before: Flow, after: Flow) -> Iterator[Difference]:
    """Stand-ins have no slug of their own: those that are gone and those that are new."""
    for stand_in in before.stand_ins:
        if stand_in not in after.stand_ins:
            nl, en = _stand_in_in_words(stand_in)
            yield _difference(stand_in.service, f"Vervallen: {nl}", f"Removed: {en}")
    for stand_in in after.stand_ins:
        if stand_in not in before.stand_ins:
            nl, en = _stand_in_in_words(stand_in)
            yield _difference(stand_in.service, f"Nieuw: {nl}", f"New: {en}")
    in_both = [one for one in before.stand_ins if one in after.stand_ins]
    if in_both != [one for one in after.stand_ins if one in before.stand_ins]:
        yield _difference(
            after.start,
            "De vervangende loketten staan in een andere volgorde.",
            "The order of the stand-ins has changed.",
        )


def _stand_in_in_words(stand_in: StandIn) -> tuple[str, str]:
    """A stand-in in Dutch and in English, with the reason and the conditions."""
    lowest, highest = (_as_text(age, "") for age in (stand_in.min_age, stand_in.max_age))
    groups = _as_text(stand_in.groups, "")
    nl = f"leeftijd: {lowest} tot en met {highest}; groepen: {groups}"
    en = f"age: {lowest} to {highest}; groups: {groups}"
    if stand_in.tonight:
        nl, en = f"{nl}; vannacht", f"{en}; tonight"
    service, reason = stand_in.service, stand_in.reason
    return (
        f"vervangend loket '{service}' {_as_text(reason, 'nl')} ({nl}).",
        f"stand-in '{service}' {_as_text(reason, 'en')} ({en}).",
    )


def _cues(before: Flow, after: Flow) -> Iterator[Difference]:
    old, new = ({cue.slug: cue for cue in flow.cues} for flow in (before, after))
    yield from _nodes(old, new, {"nl": "kenmerk van een zin", "en": "cue"})
    if [slug for slug in old if slug in new] != [slug for slug in new if slug in old]:
        yield _difference(
            after.start,
            "De kenmerken van een zin staan in een andere volgorde.",
            "The order of the cues has changed.",
        )


def _difference(node: str, nl: str, en: str) -> Difference:
    return Difference(node, {"nl": nl, "en": en})


def _nodes(before: Mapping[str, Any], after: Mapping[str, Any], noun: Text) -> Iterator[Difference]:
    for slug, new in after.items():
        if slug not in before:
            yield _difference(slug, f"Nieuwe {noun['nl']} '{slug}'.", f"New {noun['en']} '{slug}'.")
        elif before[slug] != new:
            subject = {language: f"{word} '{slug}'" for language, word in noun.items()}
            yield from _fields(slug, subject, before[slug], new)
    for slug in before:
        if slug not in after:
            nl, en = f"{noun['nl']} '{slug}'", f"{noun['en']} '{slug}'"
            yield _difference(slug, f"Vervallen: {nl}.", f"Removed: {en}.")


def _fields(node: str, subject: Text, old: Node, new: Node) -> Iterator[Difference]:
    for field in fields(new):
        before, after = getattr(old, field.name), getattr(new, field.name)
        if before == after:
            continue
        if field.name == "options":
            yield from _options(node, subject, before, after)
        elif field.name == "goal":
            yield _goal(node, subject, before, after)
        elif field.name in ("phrases", "hints"):
            yield _lines(node, subject, _NAMES[field.name], before, after)
        else:
            of_cue = isinstance(new, Cue) and field.name == "says"
            name = _REASON_OF_CUE if of_cue else _NAMES[field.name]
            yield _difference(
                node,
                f"{subject['nl'].capitalize()}: {name['nl']} is nu {_as_text(after, 'nl')} "
                f"(eerst {_as_text(before, 'nl')}).",
                f"{subject['en'].capitalize()}: {name['en']} now: {_as_text(after, 'en')} "
                f"(previously: {_as_text(before, 'en')}).",
            )


def _lines(node: str, subject: Text, name: Text, before: Text, after: Text) -> Difference:
    """Which lines are new and which are gone, with their language."""
    new, gone = _only_in(after, before), _only_in(before, after)
    nl = [f"nieuw {new}"] * bool(new) + [f"vervallen {gone}"] * bool(gone)
    en = [f"new {new}"] * bool(new) + [f"removed {gone}"] * bool(gone)
    return _difference(
        node,
        f"{subject['nl'].capitalize()}: {name['nl']}: {'; '.join(nl) or 'andere volgorde'}.",
        f"{subject['en'].capitalize()}: {name['en']}: {'; '.join(en) or 'another order'}.",
    )


def _only_in(one: Text, other: Text) -> str:
    return ", ".join(
        f"“{line}” ({language})"
        for language, lines in one.items()
        for line in lines.splitlines()
        if line not in other.get(language, "").splitlines()
    )


def _options(
    node: str, subject: Text, before: tuple[Option, ...], after: tuple[Option, ...]
) -> Iterator[Difference]:
    old = {option.slug: option for option in before}
    new = {option.slug: option for option in after}
    for slug, option in new.items():
        nl, en = f"antwoord '{slug}' van {subject['nl']}", f"answer '{slug}' of {subject['en']}"
        if slug not in old:
            goal = option.goal or "-"
            yield _difference(node, f"Nieuw {nl}, naar '{goal}'.", f"New {en}, leads to '{goal}'.")
        elif old[slug] != option:
            yield from _fields(node, {"nl": nl, "en": en}, old[slug], option)
    for slug in old.keys() - new.keys():
        yield _difference(
            node,
            f"Vervallen: antwoord '{slug}' van {subject['nl']}.",
            f"Removed: answer '{slug}' of {subject['en']}.",
        )
    in_both = [slug for slug in old if slug in new]
    if in_both != [slug for slug in new if slug in old]:
        yield _difference(
            node,
            f"{subject['nl'].capitalize()}: de antwoorden staan in een andere volgorde.",
            f"{subject['en'].capitalize()}: the order of the answers has changed.",
        )


def _goal(node: str, subject: Text, before: str | None, after: str | None) -> Difference:
    return _difference(
        node,
        f"{subject['nl'].capitalize()} leidt nu naar '{after}' (eerst '{before}').",
        f"{subject['en'].capitalize()} now leads to '{after}' (previously: '{before}').",
    )


def _as_text(value: Any, language: str) -> str:
    """A field's value for an editor: a text, a list of names, or desks with their reasons."""
    if isinstance(value, Mapping):
        return f"“{value.get(language) or '-'}”" if set(value.values()) else "-"
    if isinstance(value, tuple):
        return ", ".join(_as_text(item, language) for item in value) or "-"
    if isinstance(value, Referral):
        better = _BETTER[language] if value.fits_better else ""
        reasons = " ".join(reason.get(language, "") for reason in value.reasons)
        return f"{value.service}{better} ({reasons})"
    return "-" if value is None else str(value)
