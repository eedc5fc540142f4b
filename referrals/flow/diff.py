"""What differs between two flows, in words for an editor. Pure.

Questions, answers and outcomes are recognised by their slug. Whatever differs is named: a
flow that differs from another has at least one difference.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

from referrals.flow.model import Flow, Option, Outcome, Question, Referral, Text

_NAMES: Mapping[str, Text] = {
    "name": {"nl": "de naam in het adres", "en": "the name in the address"},
    "kind": {"nl": "de soort", "en": "the kind"},
    "text": {"nl": "de vraag", "en": "the question"},
    "why": {"nl": "waarom het gevraagd wordt", "en": "why it is asked"},
    "options": {"nl": "de volgorde van de antwoorden", "en": "the order of the answers"},
    "label": {"nl": "het antwoord", "en": "the answer"},
    "hint": {"nl": "de toelichting", "en": "the hint"},
    "adds": {"nl": "de loketten die het toevoegt", "en": "the desks it adds"},
    "guidance": {"nl": "de handreikingen", "en": "the guidance"},
    "min_age": {"nl": "de laagste leeftijd", "en": "the lowest age"},
    "max_age": {"nl": "de hoogste leeftijd", "en": "the highest age"},
    "says": {"nl": "wat het over hem zegt", "en": "what it says of him"},
    "tonight": {"nl": "of er vannacht iemand nodig is", "en": "whether someone is needed tonight"},
    "title": {"nl": "de titel", "en": "the title"},
    "intro": {"nl": "de inleiding", "en": "the introduction"},
    "steps": {"nl": "wat u nu doet", "en": "what to do now"},
    "have_ready": {"nl": "wat u bij de hand houdt", "en": "what to have ready"},
    "tell_him": {"nl": "wat u hem vooraf vertelt", "en": "what to tell him beforehand"},
    "referrals": {"nl": "de loketten", "en": "the desks"},
    "side_questions": {"nl": "de bijvragen", "en": "the side questions"},
    "articles": {"nl": "de wetsartikelen", "en": "the legal articles"},
    "resources": {"nl": "de hulpmiddelen", "en": "the resources"},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Difference:
    """One change: `culprit` is the slug of the question or outcome it is about."""

    culprit: str
    words: Text


def differences(before: Flow, after: Flow) -> list[Difference]:
    """All that changed from `before` to `after`, in the order of the newer flow."""
    found: list[Difference] = []
    if before.start != after.start:
        found.append(
            _said(
                after.start,
                f"De wegwijzer begint nu met '{after.start}' (eerst '{before.start}').",
                f"The guide now begins with '{after.start}' (before: '{before.start}').",
            )
        )
    found += _nodes(before.questions, after.questions, {"nl": "vraag", "en": "question"})
    found += _nodes(before.outcomes, after.outcomes, {"nl": "uitkomst", "en": "outcome"})
    return found


def _said(culprit: str, nl: str, en: str) -> Difference:
    return Difference(culprit, {"nl": nl, "en": en})


def _nodes(before: Mapping[str, Any], after: Mapping[str, Any], sort: Text) -> Iterator[Difference]:
    for slug, new in after.items():
        if slug not in before:
            yield _said(slug, f"Nieuwe {sort['nl']} '{slug}'.", f"New {sort['en']} '{slug}'.")
        elif before[slug] != new:
            where = {language: f"{word} '{slug}'" for language, word in sort.items()}
            yield from _fields(slug, where, before[slug], new)
    for slug in before:
        if slug not in after:
            nl, en = f"{sort['nl']} '{slug}'", f"{sort['en']} '{slug}'"
            yield _said(slug, f"Vervallen: {nl}.", f"Removed: {en}.")


def _fields(
    culprit: str, where: Text, old: Question | Option | Outcome, new: Question | Option | Outcome
) -> Iterator[Difference]:
    for field in fields(new):
        before, after = getattr(old, field.name), getattr(new, field.name)
        if before == after:
            continue
        if field.name == "options":
            yield from _options(culprit, where, before, after)
        elif field.name == "goal":
            yield _goal(culprit, where, before, after)
        else:
            name = _NAMES[field.name]
            yield _said(
                culprit,
                f"{where['nl'].capitalize()}: {name['nl']} is nu {_shown(after, 'nl')} "
                f"(eerst {_shown(before, 'nl')}).",
                f"{where['en'].capitalize()}: {name['en']} now: {_shown(after, 'en')} "
                f"(before: {_shown(before, 'en')}).",
            )


def _options(
    culprit: str, where: Text, before: tuple[Option, ...], after: tuple[Option, ...]
) -> Iterator[Difference]:
    old = {option.slug: option for option in before}
    new = {option.slug: option for option in after}
    for slug, option in new.items():
        its = {
            "nl": f"antwoord '{slug}' van {where['nl']}",
            "en": f"answer '{slug}' of {where['en']}",
        }
        if slug not in old:
            goal = option.goal or "-"
            nl, en = f"Nieuw {its['nl']}, naar '{goal}'.", f"New {its['en']}, leads to '{goal}'."
            yield _said(culprit, nl, en)
        elif old[slug] != option:
            yield from _fields(culprit, its, old[slug], option)
    for slug in old.keys() - new.keys():
        yield _said(
            culprit,
            f"Vervallen: antwoord '{slug}' van {where['nl']}.",
            f"Removed: answer '{slug}' of {where['en']}.",
        )
    kept = [slug for slug in old if slug in new]
    if kept != [slug for slug in new if slug in old]:
        yield _said(
            culprit,
            f"{where['nl'].capitalize()}: de antwoorden staan in een andere volgorde.",
            f"{where['en'].capitalize()}: the answers stand in another order.",
        )


def _goal(culprit: str, where: Text, before: str | None, after: str | None) -> Difference:
    return _said(
        culprit,
        f"{where['nl'].capitalize()} leidt nu naar '{after}' (eerst '{before}').",
        f"{where['en'].capitalize()} now leads to '{after}' (before: '{before}').",
    )


def _shown(value: Any, language: str) -> str:
    """A value as an editor reads it: a text, a list of names, desks with their reasons."""
    if isinstance(value, Mapping):
        return f"“{value.get(language) or '-'}”" if set(value.values()) else "-"
    if isinstance(value, tuple):
        return ", ".join(_shown(item, language) for item in value) or "-"
    if isinstance(value, Referral):
        return f"{value.service} ({' '.join(reason.get(language, '') for reason in value.reasons)})"
    return "-" if value is None else str(value)
