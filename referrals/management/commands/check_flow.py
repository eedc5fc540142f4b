import json
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import get_language

from referrals.flow import Flow
from referrals.graph import GUIDE, load_guide, reachable_services
from referrals.paths import all_paths, as_data
from referrals.problems import problems


class Command(BaseCommand):
    help = "Checks the guide and lists its problems (exit 1 on any), or prints every path."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--paths", action="store_true", help="print every path")
        parser.add_argument("--format", choices=["text", "json"], default="text")
        parser.add_argument(
            "--language", choices=[code for code, _name in settings.LANGUAGES], default=None
        )

    def handle(self, *args: Any, **options: Any) -> None:
        language = options["language"] or (get_language() or settings.LANGUAGE_CODE)[:2]
        flow = load_guide()
        if flow is None:
            raise CommandError(f"There is no published guide '{GUIDE}'. Load the content first.")
        if options["paths"]:
            self._paths(flow, language, options["format"])
        else:
            self._problems(flow, language, options["format"])

    def _problems(self, flow: Flow, language: str, form: str) -> None:
        found = problems(flow, reachable_services())
        if form == "json":
            rows = [
                {"id": problem.id, "culprit": problem.culprit, "words": dict(problem.words)}
                for problem in found
            ]
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=2))
        else:
            for problem in found:
                self.stdout.write(f"{problem.id}: {problem.words[language]}")
            self.stdout.write(
                f"{len(flow.questions)} questions, {len(flow.outcomes)} outcomes, "
                f"{len(found)} problems."
            )
        if found:
            raise CommandError("The guide has problems.")

    def _paths(self, flow: Flow, language: str, form: str) -> None:
        paths = [as_data(path, language) for path in all_paths(flow)]
        if form == "json":
            self.stdout.write(json.dumps(paths, ensure_ascii=False, indent=2))
            return
        for path in paths:
            answers = " > ".join(f"{step['name']}={step['answer']}" for step in path["answers"])
            desks = ", ".join(desk["service"] for desk in path["services"])
            self.stdout.write(f"{answers}\n    {path['outcome']['slug']}: {desks}")
        self.stdout.write(f"{len(paths)} paths.")
