"""Fuzzing of opening hours: random values, their words, and damaged copies of both.

    python -m tools.fuzz_hours [--inputs 100000] [--seed 7]

Prints how many texts were read and refused, and the most processor time that one took from text
to state, week and words, without help of the caches. Fails for an exception other than a refusal
and for a text that takes 20 ms or more. The same seed makes the same texts.
"""

import gc
import os
import random
import secrets
import sys
import time
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Callable
from datetime import datetime

import django
from django.utils import translation

from knowledge.values.hours import calendar, opening_hours, reading
from knowledge.values.hours.opening_hours import ZONE, OpeningHours, parse_hours
from knowledge.values.hours.problems import HoursError
from knowledge.values.hours.reading import read_hours
from knowledge.values.hours.rules import MONTHS, WEEKDAYS
from knowledge.values.hours.words import meaning

NOW = datetime(2026, 11, 30, 3, 7, tzinfo=ZONE)
MOST = 20.0  # ms of processor time
_LONGEST = 250  # characters of a stored value
_EASTER = ("-2 days", "+1 day", "+39 days", "+50 days")
_WEEKS = ("week 01-53/2", "week 02-52/2", "week 10-20", "week 48-05")
_STATES = ("off", "unknown", '"op afspraak"')
_PERIODS = 8  # of which half are none
_STRAY = "\"'()[]{};:,.|/+-–—\n\t\x00 0123456789aåMoPH\u200b\u202e５٣😀"


class Texts:
    """Random texts: one in two in OpenStreetMap's notation, one in two in words."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def notation(self) -> str:
        value = self._rule()
        while self.random.random() < 0.5:
            value += self.random.choice(("; ", "; ", ", ", " || ")) + self._rule()
        return value[:_LONGEST]

    def damaged(self, text: str) -> str:
        """`text` with one to four letters left out, doubled, replaced or put in."""
        letters = list(text) or [" "]
        for _time in range(self.random.randint(1, 4)):
            place = self.random.randrange(len(letters))
            letters[place] = self.random.choice(
                ("", letters[place] * 2, self.random.choice(_STRAY), letters[place] + " ")
            )
        return "".join(letters)

    def _rule(self) -> str:
        selector = f"{self._period()} {self._days()}".strip()
        if self.random.random() < 0.25:
            return f"{selector} {self.random.choice(_STATES)}"
        return f"{selector} {','.join(self._span() for _span in range(self.random.randint(1, 2)))}"

    def _period(self) -> str:
        month, other = self.random.choice(MONTHS), self.random.choice(MONTHS)
        day, year = self.random.randint(1, 31), self.random.randint(1990, 2060)
        periods = (
            f"{month}-{other}",
            f"{month} {day:02}",
            f"{year} {month} {day:02}-{year + 1} {other} 28",
            f"{year} {month} 01+",
            f"{year}-{year + 2}",
            self.random.choice(_WEEKS),
            f"easter {self.random.choice(_EASTER)}",
        )
        return self.random.choice((*periods, *[""] * _PERIODS))

    def _days(self) -> str:
        first, last = self.random.choice(WEEKDAYS), self.random.choice(WEEKDAYS)
        nth = self.random.choice((1, 2, 3, 4, 5, -1))
        return self.random.choice(
            (
                f"{first}-{last}",
                f"{first},{last}",
                first,
                f"{first}[{nth}]",
                "PH",
                f"{first},PH",
                "",
            )
        )

    def _span(self) -> str:
        start = self.random.randint(0, 95) * 15
        end = start + self.random.randint(1, 96) * 15
        open_end = "+" if self.random.random() < 0.1 else ""
        return f"{start // 60:02}:{start % 60:02}-{end // 60:02}:{end % 60:02}{open_end}"


class Fuzzer:
    """Counts what became of each text."""

    def __init__(self, seed: int) -> None:
        self.texts = Texts(seed)
        self.counts: Counter[str] = Counter()
        self.slowest = (0.0, "")
        self.errors: list[str] = []

    def run(self, inputs: int) -> None:
        """Four texts at a time: a value, its words, and both of them damaged."""
        while self.counts.total() < inputs:
            if not self.counts.total() % 1000:
                gc.collect()
            value = self.texts.notation()
            words = self._try(parse_hours, value) or value
            self._try(parse_hours, self.texts.damaged(value))
            self._try(read_hours, words)
            self._try(read_hours, self.texts.damaged(words))

    def _try(self, reader: Callable[[str], OpeningHours], text: str) -> str:
        """The words for `text`; empty when it is refused."""
        language = self.texts.random.choice(("nl", "en"))
        _forget()
        words, outcome = "", "read"
        started = time.process_time()
        try:
            with translation.override(language):
                words = _answered(reader(text))
        except HoursError:
            outcome = "refused"
        except Exception as error:
            outcome = "error"
            self.errors.append(f"{text!r}: {error!r}")
        self.slowest = max(self.slowest, ((time.process_time() - started) * 1000, text))
        self.counts[outcome] += 1
        return words


def _answered(hours: OpeningHours) -> str:
    """Ask everything that a page asks."""
    hours.at(NOW)
    hours.week(NOW.date())
    return meaning(hours, NOW.date())


def _forget() -> None:
    """Empty the caches, so that each text is evaluated as if it were the first."""
    for module in (calendar, opening_hours, reading):
        for value in vars(module).values():
            if hasattr(value, "cache_clear"):
                value.cache_clear()


def main() -> int:
    parser = ArgumentParser(prog="python -m tools.fuzz_hours", description=__doc__)
    parser.add_argument("--inputs", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**9))
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    django.setup()
    gc.disable()  # between texts only: it is not a cost of the one that it falls upon
    fuzzer = Fuzzer(options.seed)
    for language in ("nl", "en"):  # load the translations
        with translation.override(language):
            _answered(parse_hours("Mo 09:00-17:00"))
    fuzzer.run(options.inputs)
    milliseconds, text = fuzzer.slowest
    print(f"{fuzzer.counts.total():,} texts, seed {options.seed}: {dict(fuzzer.counts)}")
    print(f"slowest: {milliseconds:.1f} ms of processor time, {text!r}")
    print("\n".join(fuzzer.errors[:20]) or "no exception")
    return 1 if fuzzer.errors or milliseconds >= MOST else 0


if __name__ == "__main__":
    sys.exit(main())
