"""Checks of a flow's graph and texts. Pure: each check yields problems that name their node.

A flow without problems leads every visitor, whatever they answer, to a desk that exists, within
`MAX_QUESTIONS` questions, in every language.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from referrals.flow.checks.desks import DeskFacts, desk_problems
from referrals.flow.checks.hours import hours_problems
from referrals.flow.checks.problem import Level, Problem
from referrals.flow.model import NONE, CueKind, Flow, Kind, Option, Question, Text

MAX_QUESTIONS = 5
LANGUAGES = ("nl", "en")


def problems(flow: Flow, desks: Mapping[str, DeskFacts]) -> list[Problem]:
    """All problems of `flow`; `desks` are all published ones, keyed by slug."""
    of_flow = [*structure_problems(flow), *_translations(flow)]
    if find_cycle(flow):
        return of_flow
    return [*of_flow, *desk_problems(flow, desks), *hours_problems(flow, desks)]


def structure_problems(flow: Flow) -> list[Problem]:
    """Problems of the graph alone, ignoring texts and desks."""
    of_graph = [*_start(flow), *_goals(flow), *_options(flow), *_unreachable(flow)]
    cycle = find_cycle(flow)
    if cycle:
        return [*of_graph, _cycle_problem(cycle)]
    return [*of_graph, *_length(flow), *_names(flow)]


def _problem(id: str, node: str, nl: str, en: str, option: str = "") -> Problem:
    return Problem(id, node, {"nl": nl, "en": en}, option=option)


def _start(flow: Flow) -> Iterator[Problem]:
    if flow.start not in flow.questions:
        yield _problem(
            "no-start",
            flow.start,
            f"De eerste vraag '{flow.start}' bestaat niet.",
            f"The first question '{flow.start}' does not exist.",
        )


def _goals(flow: Flow) -> Iterator[Problem]:
    for question in flow.questions.values():
        if question.kind == Kind.ROUTE:
            for option in question.options:
                yield from _goal(flow, question, option)
    for outcome in flow.outcomes.values():
        for slug in outcome.side_questions:
            if slug not in flow.questions or flow.questions[slug].kind == Kind.ROUTE:
                yield _problem(
                    "unknown-side-question",
                    outcome.slug,
                    f"Uitkomst '{outcome.slug}' vraagt '{slug}', en dat is geen bijvraag.",
                    f"Outcome '{outcome.slug}' asks '{slug}', which is not a side question.",
                )


def _goal(flow: Flow, question: Question, option: Option) -> Iterator[Problem]:
    where = f"'{option.slug}' ({question.slug})"
    if option.goal is None:
        yield _problem(
            "no-goal",
            question.slug,
            f"Antwoord {where} heeft geen doel.",
            f"Answer {where} leads nowhere.",
            option.slug,
        )
    elif option.goal not in flow.questions and option.goal not in flow.outcomes:
        yield _problem(
            "unknown-goal",
            question.slug,
            f"Antwoord {where} leidt naar '{option.goal}', en dat bestaat niet.",
            f"Answer {where} leads to '{option.goal}', which does not exist.",
        )
    elif option.goal in flow.questions and flow.questions[option.goal].kind != Kind.ROUTE:
        yield _problem(
            "dead-end",
            question.slug,
            f"Antwoord {where} leidt naar bijvraag '{option.goal}', en die leidt nergens heen.",
            f"Answer {where} leads to side question '{option.goal}', which leads nowhere.",
        )


def _options(flow: Flow) -> Iterator[Problem]:
    for question in flow.questions.values():
        yield from _count(question)
        yield from _effect(question)
        yield from _doubled(question)


def _doubled(question: Question) -> Iterator[Problem]:
    """An answer whose slug or earlier slug is that of another answer, or is reserved."""
    slugs = Counter(slug for option in question.options for slug in (option.slug, *option.aliases))
    for slug, times in slugs.items():
        if times > 1 or slug == NONE:
            yield _problem(
                "doubled-option",
                question.slug,
                f"Vraag '{question.slug}' heeft het antwoord '{slug}' dubbel of gereserveerd.",
                f"Question '{question.slug}' has answer '{slug}' twice, or it is reserved.",
            )


def _count(question: Question) -> Iterator[Problem]:
    least = 1 if question.kind == Kind.SIDE_MANY else 2
    if not question.options and question.kind == Kind.ROUTE:
        yield _problem(
            "dead-end",
            question.slug,
            f"Vraag '{question.slug}' heeft geen antwoorden en leidt nergens heen.",
            f"Question '{question.slug}' has no answers and leads nowhere.",
        )
    elif len(question.options) < least:
        yield _problem(
            "few-options",
            question.slug,
            f"Vraag '{question.slug}' heeft te weinig antwoorden.",
            f"Question '{question.slug}' has too few answers.",
        )


def _effect(question: Question) -> Iterator[Problem]:
    """Warn about a question or a condition that cannot change the outcome."""
    effects = {_effect_of(option) for option in question.options}
    if question.kind == Kind.SIDE_MANY:
        idle = [option.slug for option in question.options if not any(_effect_of(option)[1:])]
    else:
        idle = [""] if len(question.options) > 1 and len(effects) == 1 else []
    for slug in idle:
        nl, en = (f"antwoord '{slug}' van", f"answer '{slug}' of") if slug else ("", "")
        message = {
            "nl": f"{nl} vraag '{question.slug}' verandert niets aan de uitkomst.",
            "en": f"{en} question '{question.slug}' does not affect the outcome.",
        }
        sentence = {code: text.strip().capitalize() for code, text in message.items()}
        yield Problem("no-effect", question.slug, sentence, Level.WARNING, slug)


def _effect_of(option: Option) -> tuple[str | None, tuple[str, ...], tuple[str, ...]]:
    return option.goal, tuple(added.service for added in option.adds), option.guidance


def _unreachable(flow: Flow) -> Iterator[Problem]:
    seen = {flow.start}
    queue = [flow.start]
    for slug in queue:  # breadth-first search: the queue grows during the loop
        sides = flow.outcomes[slug].side_questions if slug in flow.outcomes else ()
        unseen = [goal for goal in (*flow.successors(slug), *sides) if goal not in seen]
        seen.update(unseen)
        queue.extend(unseen)
    for slug in (*flow.questions, *flow.outcomes):
        if slug not in seen:
            yield _problem(
                "unreachable",
                slug,
                f"Niets leidt naar '{slug}'.",
                f"Nothing leads to '{slug}'.",
            )


def _translations(flow: Flow) -> Iterator[Problem]:
    for slug, name, text in _texts(flow):
        missing = [language for language in LANGUAGES if not text.get(language, "").strip()]
        if missing:
            yield _problem(
                "missing-translation",
                slug,
                f"'{slug}': {name} ontbreekt in: {', '.join(missing)}.",
                f"'{slug}': {name} is missing in: {', '.join(missing)}.",
            )


def _texts(flow: Flow) -> Iterator[tuple[str, str, Text]]:
    """(slug, name, text) of each text that is required, or optional but present in a language."""
    for question in flow.questions.values():
        yield question.slug, "text", question.text
        yield question.slug, "why", question.why
        for option in question.options:
            yield from _option_texts(question.slug, option)
    for outcome in flow.outcomes.values():
        yield outcome.slug, "title", outcome.title
        yield from _if_present(
            outcome.slug,
            {
                "intro": outcome.intro,
                "steps": outcome.steps,
                "have_ready": outcome.have_ready,
                "tell_him": outcome.tell_him,
            },
        )
        for referral in outcome.referrals:
            yield from ((outcome.slug, "reason", reason) for reason in referral.reasons)
    for stand_in in flow.stand_ins:
        yield stand_in.service, "reason", stand_in.reason
    for cue in flow.cues:
        yield cue.slug, "phrases", cue.phrases
        if cue.kind == CueKind.DOUBT or any(cue.says.values()):
            yield cue.slug, "says", cue.says


def _option_texts(slug: str, option: Option) -> Iterator[tuple[str, str, Text]]:
    yield slug, f"label {option.slug}", option.label
    optional = {"hint": option.hint, "phrases": option.phrases, "hints": option.hints}
    yield from _if_present(slug, {f"{name} {option.slug}": text for name, text in optional.items()})
    for added in option.adds:
        yield from ((slug, "reason", reason) for reason in added.reasons)


def _if_present(slug: str, texts: Mapping[str, Text]) -> Iterator[tuple[str, str, Text]]:
    return ((slug, name, text) for name, text in texts.items() if any(text.values()))


def find_cycle(flow: Flow) -> list[str]:
    """Slugs of a cycle, in order; empty when the flow is acyclic. Iterative depth-first search."""
    done: set[str] = set()
    for first in flow.questions:
        path: dict[str, Iterator[str]] = {first: iter(flow.successors(first))}
        while path and first not in done:
            slug = next(reversed(path))
            goal = next(path[slug], None)
            if goal is None:
                done.add(slug)
                del path[slug]
            elif goal in path:
                slugs = list(path)
                return slugs[slugs.index(goal) :]
            elif goal not in done:
                path[goal] = iter(flow.successors(goal))
    return []


def _cycle_problem(cycle: list[str]) -> Problem:
    path = " -> ".join([*cycle, cycle[0]])
    return _problem(
        "circle", cycle[0], f"De vragen lopen rond: {path}.", f"The questions form a loop: {path}."
    )


def _length(flow: Flow) -> Iterator[Problem]:
    longest = flow.questions_ahead.get(flow.start, 0)
    if longest > MAX_QUESTIONS:
        yield _problem(
            "too-many-questions",
            flow.start,
            f"De langste weg telt {longest} vragen; hooguit {MAX_QUESTIONS} mag.",
            f"The longest path has {longest} questions; no more than {MAX_QUESTIONS} are allowed.",
        )


def _names(flow: Flow) -> Iterator[Problem]:
    """A name that occurs twice on a path would give both questions the same answer.

    Needs an acyclic flow: questions are visited in topological order.
    """
    names_before: dict[str, set[str]] = {flow.start: set()}
    repeated = []
    for question in flow.questions_in_order:
        names = names_before[question.slug]
        if question.name in names:
            repeated.append(question)
        for goal in flow.successors(question.slug):
            names_before.setdefault(goal, set()).update(names, [question.name])
    for outcome in flow.outcomes.values():
        names = set(names_before.get(outcome.slug, ()))
        sides = flow.sides_of(outcome)
        repeated += [side for i, side in enumerate(sides) if _is_taken(side, names, sides[:i])]
    for question in {question.slug: question for question in repeated}.values():
        yield _problem(
            "name-twice",
            question.slug,
            f"'{question.slug}': de naam '{question.name}' komt twee keer voor op een weg.",
            f"'{question.slug}': the name '{question.name}' occurs twice on a path.",
        )


def _is_taken(side: Question, names: set[str], earlier: Sequence[Question]) -> bool:
    return side.name in names or any(side.name == other.name for other in earlier)
