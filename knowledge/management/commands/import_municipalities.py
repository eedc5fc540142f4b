from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from knowledge.regions.cbs_import import ImportPlan, apply_import, plan_import
from knowledge.regions.cbs_table import TableError, read_table, year_in_name


class Command(BaseCommand):
    help = (
        "Shows what the yearly table “Gebieden in Nederland” of Statistics Netherlands (CBS) "
        "would change in the municipalities and their regions; --apply makes the changes."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the CSV file from StatLine")
        parser.add_argument(
            "--apply", action="store_true", help="make the changes instead of only showing them"
        )
        parser.add_argument(
            "--year", type=int, help="the year of the table, if its file name does not contain it"
        )
        parser.add_argument(
            "--successor",
            action="append",
            default=[],
            metavar="OLD=NEW",
            help="successor of a municipality that ends, by code: GM1696=GM0402; may be repeated",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        successors = _successors(options["successor"])
        year = options["year"] or year_in_name(options["file"])
        if not year or not 2000 < year < 2100:
            raise CommandError("Give the year of this table, for example --year 2027.")
        try:
            plan = plan_import(read_table(options["file"]), year, successors)
            self._report_plan(plan)
            if options["apply"]:
                apply_import(plan)
        except TableError as error:
            lines = "\n".join(f"  {problem}" for problem in error.problems)
            raise CommandError(f"Nothing was changed:\n{lines}") from error
        self._report_result(plan, applied=options["apply"])

    def _report_plan(self, plan: ImportPlan) -> None:
        self.stdout.write(f"Municipalities from {plan.first_day}:")
        for sentence in plan.sentences():
            self.stdout.write(f"  {sentence}")
        for end in plan.ending:
            if end.successor is None:
                code = end.municipality.code
                self.stdout.write(f"  Successor of {code}: --successor {code}=GM....")

    def _report_result(self, plan: ImportPlan, *, applied: bool) -> None:
        if plan.is_empty:
            self.stdout.write("Nothing changes.")
        elif applied:
            self.stdout.write("All of these changes were made.")
        else:
            self.stdout.write("Nothing was changed. Use --apply to make the changes.")


def _successors(pairs: list[str]) -> dict[str, str]:
    """New code by old code. CommandError when one is not OLD=NEW or is given twice."""
    successors: dict[str, str] = {}
    for pair in pairs:
        old, equals, new = pair.partition("=")
        if not (old and equals and new) or old in successors:
            raise CommandError(f"--successor {pair}: write OLD=NEW, once for each OLD.")
        successors[old] = new
    return successors
