"""How many queries pages take, counted in a process of its own:

    python -m tools.bench.queries ADDRESS ...

A line with a number for each address, in that order.
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


def counted(environment: dict[str, str], paths: Sequence[str]) -> list[int]:
    """The number of queries for each of `paths`, once the process has met it before."""
    call = [sys.executable, "-m", "tools.bench.queries", *paths]
    variables = {**os.environ, "DJANGO_SETTINGS_MODULE": "portal.settings", **environment}
    done = subprocess.run(call, env=variables, cwd=ROOT, stdout=subprocess.PIPE, check=True)
    return [int(line) for line in done.stdout.split()]


def count(path: str) -> int:
    client = Client(headers={"host": "127.0.0.1"})
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        if client.get(path).status_code != 200:
            raise RuntimeError(f"{path} is no page")
    return len(queries)


if __name__ == "__main__":
    django.setup()
    for address in sys.argv[1:]:
        print(count(address))
