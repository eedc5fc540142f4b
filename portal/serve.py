"""The production server (Granian) with all its options: `python -m portal.serve`.

Without --host and --port it listens on 127.0.0.1:8000, for a proxy on the same machine.
"""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser
from importlib import import_module

from django.core.exceptions import ImproperlyConfigured
from granian import Granian
from granian.constants import Interfaces, Loops, TaskImpl
from granian.log import LogLevels

from portal.conf.environment import flag
from portal.conf.logging import configuration

PORTAL = "portal.rsgi:application"
FINISH = 30  # seconds for running requests to end when the server is stopped


def main() -> None:
    parser = ArgumentParser(prog="python -m portal.serve", description="Serves the portal.")
    parser.add_argument("application", nargs="?", default=PORTAL)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=2)
    arguments = parser.parse_args()
    try:
        local = flag("VERWIJSWIJZER_LOCAL")
        if arguments.application == PORTAL:  # fail once here, instead of in each worker
            import_module(os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings"))
    except ImproperlyConfigured as error:
        sys.exit(f"Cannot start: {error}")
    # One malloc arena instead of one per thread saves some 20 MB per worker.
    os.environ.setdefault("MALLOC_ARENA_MAX", "1")
    Granian(
        arguments.application,
        address=arguments.host,
        port=arguments.port,
        interface=Interfaces.RSGI,
        loop=Loops.uvloop,
        task_impl=TaskImpl.asyncio,  # deadlines need tasks of asyncio
        websockets=False,
        workers=arguments.workers,
        log_level=LogLevels.warning,
        log_dictconfig=configuration(local=local),
        log_access=False,
        respawn_failed_workers=True,
        workers_kill_timeout=FINISH,
    ).serve()


if __name__ == "__main__":
    main()
