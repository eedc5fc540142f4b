"""The production server, with all its options in this one place: `python -m portal.serve`.

Without --host and --port it answers at 127.0.0.1:8000, for a proxy on the same machine.
"""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser
from importlib import import_module

from django.core.exceptions import ImproperlyConfigured
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from portal.conf.environment import flag
from portal.conf.logging import configuration

PORTAL = "portal.wsgi:application"
THREADS = 4  # requests that one worker has in hand at a time
FINISH = 30  # seconds that requests get to end when the server is told to stop


def main() -> None:
    parser = ArgumentParser(prog="python -m portal.serve", description="Serves the portal.")
    parser.add_argument("application", nargs="?", default=PORTAL)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=2)
    given = parser.parse_args()
    try:
        local = flag("VERWIJSWIJZER_LOCAL")
        if given.application == PORTAL:  # refuse here what each worker would fall over
            import_module(os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings"))
    except ImproperlyConfigured as error:
        sys.exit(f"Cannot start: {error}")
    # Each thread would keep memory of its own that others could use: some 20 MB of a worker.
    os.environ.setdefault("MALLOC_ARENA_MAX", "1")
    Granian(
        given.application,
        address=given.host,
        port=given.port,
        interface=Interfaces.WSGI,
        workers=given.workers,
        blocking_threads=THREADS,
        log_level=LogLevels.warning,
        log_dictconfig=configuration(local=local),
        log_access=False,
        respawn_failed_workers=True,
        workers_kill_timeout=FINISH,
    ).serve()


if __name__ == "__main__":
    main()
