"""Fills a portal with synthetic data, deterministically:

    python -m tools.bench.large_portal          10,000 desks, 5,000 signals, 100 questions
    python -m tools.bench.large_portal small    100 desks, beside the shipped signals and guide

Desks come with contact details, checks, regions and sources; the shipped ones count. Texts have the
length of the shipped ones and their words in another order. Rows are written in bulk, without
history, and counted as one change of the content.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

import django

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402 - after the set-up
from django.db import connection, transaction  # noqa: E402
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
from knowledge.models.directory import VISITOR  # noqa: E402
from knowledge.tokens.targets import as_typed  # noqa: E402
from referrals.flow import snapshot  # noqa: E402
from referrals.flow.model import Flow, Kind, Option, Question  # noqa: E402
from referrals.models import FlowRelease  # noqa: E402

SERVICES, FEW_SERVICES, SIGNALS, QUESTIONS = 10_000, 100, 5_000, 100
DESKS_OF_ONE = 20
HOURS = ("", "24/7", "Mo-Fr 09:00-17:00", "Mo-Fr 08:30-17:30; PH off", "Mo-Su 10:00-22:00")


class TextGenerator:
    """Random texts made of the words in the shipped entries."""

    def __init__(self) -> None:
        self.random = random.Random(1)  # deterministic
        self.pools: dict[str, list[str]] = {code: [] for code in LANGUAGES}
        for code, pool in self.pools.items():
            for model in (Service, Signal):
                names = [localized(field, code) for field in translated_fields(model)]
                for row in model.objects.values_list(*names):
                    pool.extend(" ".join(text or "" for text in row).split())

    def like(self, entry: Model) -> dict[str, str]:
        """A text for each translated field of `entry`, with the same number of words."""
        texts = {}
        for field in translated_fields(type(entry)):
            for code, pool in self.pools.items():
                column = localized(field, code)
                words = self.random.choices(pool, k=len((getattr(entry, column) or "").split()))
                texts[column] = " ".join(words)[:160] if field == "name" else " ".join(words)
        return texts


def copies(
    entries: Iterable[Any], number: int, texts: TextGenerator, **columns: Any
) -> Iterator[Any]:
    """`number` new rows, each modelled on one of `entries`."""
    shipped = list(entries)
    names = [f.attname for f in shipped[0]._meta.concrete_fields if not f.primary_key]
    for index in range(number):
        entry = texts.random.choice(shipped)
        values = {name: getattr(entry, name) for name in names} | texts.like(entry)
        values |= {"slug": f"gemaakt-{index}", "position": 200, "home_position": None}
        values |= {name: make(index) for name, make in columns.items()}
        yield type(entry)(**{name: value for name, value in values.items() if name in names})


def fill_small() -> None:
    with transaction.atomic(), as_typed():
        add_services(FEW_SERVICES, TextGenerator())
        content_changed()


def fill() -> None:
    texts = TextGenerator()
    with transaction.atomic(), as_typed():
        add_services(SERVICES, texts)
        signals = list(copies(Signal.objects.all(), SIGNALS, texts))
        Signal.objects.bulk_create(signals, batch_size=500)
        relate(Signal.sources.through, "signal_id", "source_id", signals, Source.objects.all())
        publish_longer_guide()
        content_changed()


def add_services(total: int, texts: TextGenerator) -> None:
    """Desks with all that belongs to them, until there are `total` public ones."""
    number = total - Service.objects.visible_to(VISITOR).count()
    makers = copies(Organisation.objects.all(), max(number // DESKS_OF_ONE, 1), texts)
    organisations = Organisation.objects.bulk_create(makers, batch_size=500)
    services = list(
        copies(
            Service.objects.visible_to(VISITOR).filter(regional_of=None),
            number,
            texts,
            organisation_id=lambda index: organisations[index % len(organisations)].pk,
        )
    )
    Service.objects.bulk_create(services, batch_size=500)
    relate(Service.sources.through, "service_id", "source_id", services, Source.objects.all())
    relate(Service.regions.through, "service_id", "region_id", services, Region.objects.all())
    create_contact_details(services)


def relate(
    through: Any, own_key: str, other_key: str, rows: list[Any], others: Iterable[Any]
) -> None:
    """Relate each of `rows` to two of `others`."""
    pks = [entry.pk for entry in others]
    pairs = [
        through(**{own_key: row.pk, other_key: pks[(index + step) % len(pks)]})
        for index, row in enumerate(rows)
        for step in (0, 1)
    ]
    through.objects.bulk_create(pairs, batch_size=2000)


def create_contact_details(services: list[Any]) -> None:
    """A phone number and a website for each desk, and checks of the numbers."""
    details = []
    for index, service in enumerate(services):
        common = {"service": service, "status": "published", "label_nl": "", "label_en": ""}
        hours = HOURS[index % len(HOURS)]
        number = f"+3120{2_000_000 + index * 7}"
        site = f"https://gemaakt-{index}.example/contact"
        details += [
            ContactDetail(
                slug=f"tel-{index}", kind="phone", value=number, opening_hours=hours, **common
            ),
            ContactDetail(slug=f"web-{index}", kind="website", value=site, **common),
        ]
    ContactDetail.objects.bulk_create(details, batch_size=500)
    relate(
        ContactDetail.sources.through,
        "contactdetail_id",
        "source_id",
        details,
        Source.objects.all(),
    )
    create_checks(details[::2])


def create_checks(details: list[ContactDetail]) -> None:
    """Two checks of each detail."""
    editor = get_user_model().objects.first()
    checks = [
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
    Verification.objects.bulk_create(checks, batch_size=1000)


def publish_longer_guide() -> None:
    """Publish the newest release again with `QUESTIONS` questions."""
    newest = FlowRelease.objects.newest_first()[0]
    flow = with_more_questions(snapshot.from_data(newest.snapshot))
    data = snapshot.to_data(flow)
    FlowRelease.objects.create(
        flow_id=newest.flow_id,
        number=newest.number + 1,
        snapshot=data,
        digest=snapshot.digest(data),
        reason="Growth",
        software_version=newest.software_version,
    )


def with_more_questions(flow: Flow) -> Flow:
    """`flow` with `QUESTIONS` questions, reached by an extra answer to the first question."""
    outcome = next(iter(flow.outcomes))
    start = flow.questions[flow.start]
    text = start.text
    slugs = [f"gemaakt-{number}" for number in range(QUESTIONS - len(flow.questions))]
    questions = dict(flow.questions)
    for number, slug in enumerate(slugs):
        goal = slugs[number + 1] if number + 1 < len(slugs) else outcome
        options = (Option("ja", text, goal=goal), Option("nee", text, goal=outcome))
        questions[slug] = Question(slug, slug, text, start.why, Kind.ROUTE, options)
    extra = Option("gemaakt", text, goal=slugs[0])
    questions[flow.start] = replace(start, options=(*start.options, extra))
    return replace(flow, questions=questions)


if __name__ == "__main__":
    fill_small() if sys.argv[1:] == ["small"] else fill()
    if connection.vendor == "postgresql":  # as autovacuum would: without, it guesses its plans
        connection.cursor().execute("ANALYZE")
