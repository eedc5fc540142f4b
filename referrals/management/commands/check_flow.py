import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import get_language

from referrals.flow.cases import Score, Verdict, score
from referrals.flow.checks.cases import case_problems
from referrals.flow.checks.problem import Problem, errors
from referrals.flow.checks.structure import problems, structure_problems
from referrals.flow.graph_file import GraphFileError, read_graph
from referrals.flow.model import Flow as PureFlow
from referrals.flow.paths import all_paths, as_data
from referrals.models import Flow
from referrals.reading.checks import phrase_problems
from referrals.releases.cases import sentence_problems_on, verdicts_on
from referrals.releases.draft import GUIDE_SLUG, build_flow, desk_facts


class Command(BaseCommand):
    help = (
        "Check the draft of the guide, or a graph in a file; exit 1 on errors. Or list all paths."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--paths", action="store_true", help="print every path")
        parser.add_argument(
            "--cases", action="store_true", help="print every case with its path, desks and verdict"
        )
        parser.add_argument("--file", type=Path, help="check the graph in this JSON file instead")
        parser.add_argument("--format", choices=["text", "json"], default="text")
        parser.add_argument(
            "--language", choices=[code for code, _name in settings.LANGUAGES], default=None
        )

    def handle(self, *args: Any, **options: Any) -> None:
        language = options["language"] or (get_language() or settings.LANGUAGE_CODE)[:2]
        if options["file"]:
            self._check_file(options["file"], language, options["format"])
            return
        row = Flow.objects.filter(slug=GUIDE_SLUG).first()
        if row is None:
            raise CommandError(f"There is no guide '{GUIDE_SLUG}'. Load the content first.")
        flow = build_flow(row)
        if options["paths"]:
            self._print_paths(flow, language, options["format"])
        elif options["cases"]:
            self._print_cases(verdicts_on(flow), language, options["format"])
        else:
            verdicts = verdicts_on(flow)
            reported = [
                *problems(flow, desk_facts()),
                *phrase_problems(flow),
                *case_problems(verdicts),
                *sentence_problems_on(flow),
            ]
            if verdicts and options["format"] == "text":
                self.stdout.write(_score_line(score(verdicts)))
            self._report(flow, reported, language, options["format"])

    def _check_file(self, path: Path, language: str, output: str) -> None:
        try:
            flow = read_graph(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, GraphFileError) as error:
            raise CommandError(f"{path}: {error}") from error
        self._report(flow, structure_problems(flow), language, output)

    def _report(self, flow: PureFlow, reported: list[Problem], language: str, output: str) -> None:
        serious = errors(reported)
        if output == "json":
            rows = [
                {"id": problem.id, "level": problem.level, "culprit": problem.node,
                 "option": problem.option, "words": dict(problem.message)}
                for problem in reported
            ]  # fmt: skip
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=2))
        else:
            for problem in reported:
                self.stdout.write(f"{problem.level}: {problem.id}: {problem.message[language]}")
            self.stdout.write(
                f"{len(flow.questions)} questions, {len(flow.outcomes)} outcomes, "
                f"{len(serious)} errors, {len(reported) - len(serious)} warnings."
            )
        if serious:
            raise CommandError("The guide has errors.")

    def _print_paths(self, flow: PureFlow, language: str, output: str) -> None:
        paths = [as_data(path, language) for path in all_paths(flow)]
        if output == "json":
            self.stdout.write(json.dumps(paths, ensure_ascii=False, indent=2))
            return
        for path in paths:
            answers = " > ".join(f"{step['name']}={step['answer']}" for step in path["answers"])
            desks = ", ".join(desk["service"] for desk in path["services"])
            self.stdout.write(f"{answers}\n    {path['outcome']['slug']}: {desks}")
            if path["stand_ins"]:
                stand_ins = ", ".join(one["service"] for one in path["stand_ins"])
                self.stdout.write(f"    stand-ins: {stand_ins}")
        self.stdout.write(f"{len(paths)} paths.")

    def _print_cases(self, verdicts: list[Verdict], language: str, output: str) -> None:
        if output == "json":
            rows = [_as_data(verdict, language) for verdict in verdicts]
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=2))
            return
        for verdict in verdicts:
            found = verdict.message(language) or "passes"
            mark = " (known failure)" if verdict.case.known_failure else ""
            desks = ", ".join(desk.service for desk in verdict.desks)
            self.stdout.write(
                f"{verdict.case.slug}{mark}: {verdict.path}\n    {desks}\n    {found}"
            )
        self.stdout.write(_score_line(score(verdicts)))


def _score_line(result: Score) -> str:
    return (
        f"{result.total} cases: {result.passed} pass; first desk right in {result.first_right} of "
        f"{result.first_judged}; forbidden desk in {result.forbidden}; something missing in "
        f"{result.missing}; first desk not open in {result.closed}; "
        f"{result.known_failures} marked as failing today."
    )


def _as_data(verdict: Verdict, language: str) -> dict[str, Any]:
    outcome = verdict.position.outcome
    return {
        "case": verdict.case.slug,
        "path": verdict.path,
        "outcome": outcome.slug if outcome else None,
        "desks": [desk.service for desk in verdict.desks],
        "passes": verdict.passes,
        "known_failure": verdict.case.known_failure,
        "differs": [
            {"id": deviation.fault, "culprit": deviation.culprit,
             "words": deviation.message(language)}
            for deviation in verdict.deviations
        ],
    }  # fmt: skip
