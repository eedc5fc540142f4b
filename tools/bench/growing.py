"""Makes a portal large, always in the same way:

    python -m tools.bench.growing

10,000 desks with contact details, checks, regions and sources, 5,000 signals and a guide of 100
questions. Texts are as long as the shipped ones, of the words of those in another order. It writes
past the history and notes one change, as an import does.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

import django

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402 - after the set-up
from django.db import transaction  # noqa: E402
from django.db.models import Model  # noqa: E402

from knowledge.caching.content_version import content_changed  # noqa: E402
from knowledge.introspection import LANGUAGES, localized, translated_fields  # noqa: E402
from knowledge.models import (  # noqa: E402
    ContactDetail,
    Organisation,
    Region,
    Service,
    Signal,
    Source,
    Verification,
)
from referrals.flow import snapshot  # noqa: E402
from referrals.flow.model import Flow, Kind, Option, Question  # noqa: E402
from referrals.models import FlowRelease  # noqa: E402

ORGANISATIONS, SERVICES, SIGNALS, QUESTIONS = 500, 10_000, 5_000, 100
HOURS = ("", "24/7", "Mo-Fr 09:00-17:00", "Mo-Fr 08:30-17:30; PH off", "Mo-Su 10:00-22:00")


class Words:
    """Texts of the words that the shipped entries use."""

    def __init__(self) -> None:
        self.random = random.Random(1)  # the same portal each time
        self.pools: dict[str, list[str]] = {code: [] for code in LANGUAGES}
        for code, pool in self.pools.items():
            for model in (Service, Signal):
                names = [localized(field, code) for field in translated_fields(model)]
                for row in model.objects.values_list(*names):
                    pool.extend(" ".join(text or "" for text in row).split())

    def like(self, entry: Model) -> dict[str, str]:
        """A text for each translated field of `entry`, with as many words as its own."""
        texts = {}
        for field in translated_fields(type(entry)):
            for code, pool in self.pools.items():
                column = localized(field, code)
                words = self.random.choices(pool, k=len((getattr(entry, column) or "").split()))
                texts[column] = " ".join(words)[:160] if field == "name" else " ".join(words)
        return texts


def copies(entries: Iterable[Any], number: int, words: Words, **columns: Any) -> Iterator[Any]:
    """`number` new rows, each like one of `entries`."""
    shipped = list(entries)
    kept = [f.attname for f in shipped[0]._meta.concrete_fields if not f.primary_key]
    for place in range(number):
        one = words.random.choice(shipped)
        values = {name: getattr(one, name) for name in kept} | words.like(one)
        values |= {"slug": f"gemaakt-{place}", "position": 200, "home_position": None}
        values |= {name: make(place) for name, make in columns.items()}
        yield type(one)(**{name: value for name, value in values.items() if name in kept})


def grow() -> None:
    words = Words()
    with transaction.atomic():
        made = list(copies(Organisation.objects.all(), ORGANISATIONS, words))
        Organisation.objects.bulk_create(made, batch_size=500)
        near = [organisation.pk for organisation in made]
        made = list(
            copies(
                Service.objects.filter(regional_of=None),
                SERVICES,
                words,
                organisation_id=lambda place: near[place % len(near)],
            )
        )
        Service.objects.bulk_create(made, batch_size=500)
        ties(Service.sources.through, "service_id", "source_id", made, Source.objects.all())
        ties(Service.regions.through, "service_id", "region_id", made, Region.objects.all())
        contacts(made, words)
        signals = list(copies(Signal.objects.all(), SIGNALS, words))
        Signal.objects.bulk_create(signals, batch_size=500)
        ties(Signal.sources.through, "signal_id", "source_id", signals, Source.objects.all())
        release()
        content_changed()


def ties(through: Any, one: str, other: str, rows: list[Any], others: Iterable[Any]) -> None:
    """Two of `others` for each of `rows`."""
    keys = [entry.pk for entry in others]
    pairs = [
        through(**{one: row.pk, other: keys[(place + step) % len(keys)]})
        for place, row in enumerate(rows)
        for step in (0, 1)
    ]
    through.objects.bulk_create(pairs, batch_size=2000)


def contacts(services: list[Any], words: Words) -> None:
    """A number and a website for each desk, and checks of the numbers."""
    details = []
    for place, service in enumerate(services):
        common = {"service": service, "status": "published", "label_nl": "", "label_en": ""}
        hours = HOURS[place % len(HOURS)]
        number = f"+3120{2_000_000 + place * 7}"
        site = f"https://gemaakt-{place}.example/contact"
        details += [
            ContactDetail(
                slug=f"tel-{place}", kind="phone", value=number, opening_hours=hours, **common
            ),
            ContactDetail(slug=f"web-{place}", kind="website", value=site, **common),
        ]
    ContactDetail.objects.bulk_create(details, batch_size=500)
    ties(
        ContactDetail.sources.through,
        "contactdetail_id",
        "source_id",
        details,
        Source.objects.all(),
    )
    checks(details[::2])


def checks(details: list[ContactDetail]) -> None:
    """Two of each."""
    editor = get_user_model().objects.first()
    made = [
        Verification(
            contact=detail,
            by=editor,
            result="confirmed",
            method="called",
            value=detail.value,
            opening_hours=detail.opening_hours,
        )
        for detail in details
        for _check in range(2)
    ]
    Verification.objects.bulk_create(made, batch_size=1000)


def release() -> None:
    """The newest release with more questions: the last answer of the first leads to them."""
    newest: Any = FlowRelease.objects.newest_first().first()
    flow = longer(snapshot.from_data(newest.snapshot))
    data = snapshot.to_data(flow)
    FlowRelease.objects.create(
        flow_id=newest.flow_id,
        number=newest.number + 1,
        snapshot=data,
        digest=snapshot.digest(data),
        reason="Growth",
        software_version=newest.software_version,
    )


def longer(flow: Flow) -> Flow:
    """`flow` with `QUESTIONS` questions: one more answer to the first leads to the new ones."""
    outcome = next(iter(flow.outcomes))
    start = flow.questions[flow.start]
    text = start.text
    new = [f"gemaakt-{number}" for number in range(QUESTIONS - len(flow.questions))]
    questions = dict(flow.questions)
    for number, slug in enumerate(new):
        goal = new[number + 1] if number + 1 < len(new) else outcome
        options = (Option("ja", text, goal=goal), Option("nee", text, goal=outcome))
        questions[slug] = Question(slug, slug, text, start.why, Kind.ROUTE, options)
    more = Option("gemaakt", text, goal=new[0])
    questions[flow.start] = replace(start, options=(*start.options, more))
    return replace(flow, questions=questions)


if __name__ == "__main__":
    grow()
