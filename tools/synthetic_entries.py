"""Many generated entries, to measure search at a size that the starting content does not have."""

import random

from django.contrib.auth.models import AnonymousUser

from knowledge.models import Signal, Status
from knowledge.search.registry import SEARCH_SOURCES

ENTRIES = 10_000
WORDS = 60  # of one language in one entry


def add_entries() -> None:
    """10,000 entries with the words of the real ones, and with compounds of two words."""
    rng = random.Random(1)  # deterministic
    pools: dict[str, list[str]] = {"nl": [], "en": []}
    for source in SEARCH_SOURCES:
        for document in source.documents(AnonymousUser()):
            for code, words in pools.items():
                words.extend(document.text[code].split())
    long_words = [word for word in pools["nl"] if len(word) > 4]
    compounds = [
        rng.choice(long_words) + rng.choice(long_words).lower() for _number in range(2_000)
    ]

    def text(code: str, length: int) -> str:
        pool = pools[code] + compounds if code == "nl" else pools[code]
        return " ".join(rng.choices(pool, k=length))

    Signal.objects.bulk_create(
        Signal(
            slug=f"gemaakt-{number}", status=Status.PUBLISHED, category="behaviour", about="boys",
            name_nl=text("nl", 5), name_en=text("en", 5), caveat_nl="-", caveat_en="-",
            description_nl=text("nl", WORDS), description_en=text("en", WORDS),
        )
        for number in range(ENTRIES)
    )  # fmt: skip
