"""Shows, and with --apply brings in, what another publisher of Open Referral has."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from knowledge.introspection import LANGUAGES
from knowledge.open_data.importing.applying import apply_import, source_of
from knowledge.open_data.importing.files import Feed, read_feed
from knowledge.open_data.importing.planning import Plan, Planned, State, plan_import
from knowledge.open_data.importing.problems import RefusedError

_SAID = {
    State.NEW: "new",
    State.CHANGED: "changed there, not by an editor here",
    State.WAITS: "changed there, public here: waits for an editor",
    State.CONFLICT: "CHANGED BY BOTH: left as it is here",
    State.INACTIVE: "not active there: left as it is",
    State.DELETED: "deleted here by an editor: left out",
    State.OURS: "ours already: left as it is",
}
_LONGEST = 60


class Command(BaseCommand):
    help = (
        "Reads services and organisations of another publisher (Open Referral HSDS 3: JSON, JSON "
        "lines, a folder or ZIP with tables) and shows what is new, changed and in conflict. With "
        "--apply they come in as drafts; nothing becomes public and nothing counts as confirmed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help="the file or folder")
        parser.add_argument("--publisher", required=True, help="who publishes it")
        parser.add_argument("--title", required=True, help="what it is called")
        parser.add_argument("--url", default="", help="where it stands")
        parser.add_argument(
            "--language", choices=LANGUAGES, default=LANGUAGES[0], help="of its texts"
        )
        parser.add_argument("--apply", action="store_true", help="bring it in, not only show it")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        try:
            source = source_of(options["publisher"], options["title"], options["url"], now)
            feed = read_feed(options["path"])
            plan = plan_import(feed, options["language"], options["publisher"])
        except ValidationError as error:
            raise CommandError(f"The source is not right: {' '.join(error.messages)}") from error
        except RefusedError as error:
            lines = "\n".join(f"  {problem}" for problem in error.problems)
            raise CommandError(
                f"Nothing was brought in. Mend these {len(error.problems)} mistakes first:\n{lines}"
            ) from error
        self._tell(plan, feed)
        if options["apply"]:
            apply_import(plan, source, now)
        self._conclude(plan, applied=options["apply"])

    def _tell(self, plan: Plan, feed: Feed) -> None:
        for name in feed.unread:
            self.stdout.write(f"Not read, no services or organisations: {name}")
        for state, words in _SAID.items():
            for one in plan.of(state):
                self.stdout.write(f"{one.wanted.kind} “{one.wanted.name}”: {words}")
                self._differences(one)
        for name, times in sorted(plan.left_out.items()):
            self.stdout.write(f"Not taken over, {times} x: {name}")

    def _differences(self, one: Planned) -> None:
        for column, here, theirs in one.differences:
            self.stdout.write(f"    {column}: here {_short(here)}, there {_short(theirs)}")

    def _conclude(self, plan: Plan, *, applied: bool) -> None:
        counts = ", ".join(f"{len(plan.of(state))} {state}" for state in State)
        self.stdout.write(f"In all: {counts}.")
        if not any(one.writes for one in plan.records):
            self.stdout.write("Nothing changes.")
        elif applied:
            self.stdout.write("Brought in as drafts. Nothing of it is public or confirmed.")
        else:
            self.stdout.write("Nothing was brought in. With --apply it is.")


def _short(value: Any) -> str:
    text = " ".join(str(value).split())
    return f"“{text[: _LONGEST - 1]}…”" if len(text) > _LONGEST else f"“{text}”"
