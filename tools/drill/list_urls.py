"""Writes the URLs of a portal as JSON. Run in a process with the environment of the portal."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator

import django

django.setup()

from knowledge.models import Municipality  # noqa: E402 - after the set-up
from portal.page_cache.addresses import public_addresses  # noqa: E402
from referrals.flow.model import Flow  # noqa: E402
from referrals.flow.paths import all_paths  # noqa: E402
from referrals.outcomes.content import published_guide  # noqa: E402


def _questions(flow: Flow) -> Iterator[str]:
    """Query string of every question, each once."""
    seen: set[str] = set()
    for path in all_paths(flow):
        answers = path.position.answers
        for length in range(1, len(answers)):
            query = "&".join(f"{name}={value}" for name, value in answers[:length])
            if query not in seen:
                seen.add(query)
                yield query


def main() -> None:
    guide = published_guide().guide
    if guide is None:
        raise SystemExit("there is no guide")
    urls = {
        "pages": list(public_addresses()),
        "questions": list(_questions(guide.flow)),
        "results": [path.key for path in all_paths(guide.flow)],
        "municipalities": sorted(Municipality.objects.values_list("slug", flat=True)),
    }
    json.dump(urls, sys.stdout)


if __name__ == "__main__":
    main()
