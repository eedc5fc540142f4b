"""Counts the queries of pages in a process of its own:

    python -m tools.bench.queries PATH ...

Prints one number for each path, in that order.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence

import django
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tools.serving import ROOT


def count_queries(environment: dict[str, str], paths: Sequence[str]) -> list[int]:
    """The number of queries for each of `paths`, on the second request."""
    command = [sys.executable, "-m", "tools.bench.queries", *paths]
    variables = {**os.environ, "DJANGO_SETTINGS_MODULE": "portal.settings", **environment}
    completed = subprocess.run(command, env=variables, cwd=ROOT, stdout=subprocess.PIPE, check=True)
    return [int(line) for line in completed.stdout.split()]


def _count(path: str) -> int:
    client = Client(headers={"host": "127.0.0.1"})
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        if client.get(path).status_code != 200:
            raise RuntimeError(f"{path} is not a page")
    return len(queries)


if __name__ == "__main__":
    django.setup()
    for path in sys.argv[1:]:
        print(_count(path))
