"""Shows, and with --apply imports, the data of another publisher of Open Referral."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation
from django.utils.timezone import localdate

from knowledge.introspection import LANGUAGES
from knowledge.open_data.importing.applying import apply_import, source_of
from knowledge.open_data.importing.files import Feed, read_feed
from knowledge.open_data.importing.planning import Plan, PlannedChange, State, plan_import
from knowledge.open_data.importing.problems import InvalidFeedError
from knowledge.values.hours.words import hours_in_words, meaning

_LABELS = {
    State.NEW: "new",
    State.CHANGED: "changed there, not by an editor here",
    State.WAITS: "changed there, public here: waiting for an editor",
    State.CONFLICT: "CHANGED BY BOTH: left as it is here",
    State.OTHER: "already here from another publisher: left as it is",
    State.INACTIVE: "not active there: left as it is",
    State.DELETED: "deleted here by an editor: left out",
    State.OURS: "ours already: left as it is",
}
_MAX_LENGTH = 60


class Command(BaseCommand):
    help = (
        "Reads services and organisations from another publisher (Open Referral HSDS 3: JSON, JSON "
        "lines, a folder or ZIP with tables) and shows what is new, changed and in conflict. With "
        "--apply they are imported as drafts; nothing becomes public or counts as confirmed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help="the file or folder")
        parser.add_argument("--publisher", required=True, help="name of the publisher")
        parser.add_argument("--title", required=True, help="title of the data")
        parser.add_argument("--url", default="", help="URL of the data")
        parser.add_argument(
            "--language", choices=LANGUAGES, default=LANGUAGES[0], help="language of the texts"
        )
        parser.add_argument(
            "--apply",
            action="store_true",
            help="import the data instead of only showing the changes",
        )
        parser.add_argument(
            "--nights-checked",
            action="store_true",
            help="confirm that you checked the opening hours that run past midnight",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        try:
            source = source_of(options["publisher"], options["title"], options["url"], now)
            feed = read_feed(options["path"])
            plan = plan_import(feed, options["language"], options["publisher"], localdate(now))
        except ValidationError as error:
            raise CommandError(f"The source is not valid: {' '.join(error.messages)}") from error
        except InvalidFeedError as error:
            lines = "\n".join(f"  {problem}" for problem in error.problems)
            raise CommandError(
                f"Nothing was imported. Fix these {len(error.problems)} errors first:\n{lines}"
            ) from error
        with translation.override("en"):  # like all that this command says
            self._print_plan(plan, feed, localdate(now))
        if options["apply"]:
            _refuse_nights(plan, checked=options["nights_checked"])
            apply_import(plan, source, now)
        self._print_summary(plan, applied=options["apply"])

    def _print_plan(self, plan: Plan, feed: Feed, on: date) -> None:
        for name in feed.skipped_files:
            self.stdout.write(f"Not read, contains no services or organisations: {name}")
        for state, label in _LABELS.items():
            for change in plan.of(state):
                self.stdout.write(f"{_title(change)}: {label}")
                self._print_differences(change, on)
                self._print_hours(change, on)
        for name, times in sorted(plan.not_imported.items()):
            self.stdout.write(f"Not imported ({times}x): {name}")

    def _print_differences(self, change: PlannedChange, on: date) -> None:
        for column, *values in change.differences:
            is_hours = column == "opening_hours"
            words = [hours_in_words(value, on) if is_hours else value for value in values]
            ours, published = map(_short, words)
            self.stdout.write(f"    {column}: here {ours}, there {published}")

    def _print_hours(self, change: PlannedChange, on: date) -> None:
        """The week that was understood, or why there is none."""
        if hours := change.hours:
            self.stdout.write(f"    hours: {meaning(hours, on)}")
            if hours.known_until and hours.known_until < on:
                self.stdout.write(
                    f"    until {hours.known_until:%Y-%m-%d}: {meaning(hours, hours.known_until)}"
                )
        elif problem := change.incoming.hours_problem:
            self.stdout.write(f"    hours not known: {problem.reason.label} ({problem.given})")

    def _print_summary(self, plan: Plan, *, applied: bool) -> None:
        counts = ", ".join(f"{len(plan.of(state))} {state}" for state in State)
        self.stdout.write(f"Total: {counts}.")
        if not any(change.writes for change in plan.changes):
            self.stdout.write("Nothing changes.")
        elif applied:
            self.stdout.write("Imported as drafts. None of it is public or confirmed.")
        else:
            self.stdout.write("Nothing was imported. Use --apply to import.")


def _title(change: PlannedChange) -> str:
    """Kind and name, with the number or address of a contact detail."""
    incoming = change.incoming
    value = incoming.columns.get("value", "")
    return f"{incoming.kind} “{incoming.name}”" + (f" {value}" if value else "")


def _refuse_nights(plan: Plan, *, checked: bool) -> None:
    """Raise CommandError for hours over midnight that nobody has looked at."""
    nights = sum(change.writes_nights for change in plan.changes)
    if nights and not checked:
        raise CommandError(
            f"Nothing was imported. {nights} of the opening hours above run past midnight and say "
            "“(the next day)”. If they are right, add --nights-checked."
        )


def _short(value: Any) -> str:
    text = " ".join(str(value).split())
    return f"“{text[: _MAX_LENGTH - 1]}…”" if len(text) > _MAX_LENGTH else f"“{text}”"
