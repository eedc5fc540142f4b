"""Can this process serve? The database answers, has every table, and there is a guide to walk."""

import logging
import threading

from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor

from referrals.releases.publishing import current_guide

logger = logging.getLogger(__name__)

complete = threading.Event()
"""Set once every migration was seen to be applied: for a process that stays so."""


def is_ready() -> bool:
    """One query, and once in a process a look at all migrations. Why not stands in the log."""
    try:
        if not _has_every_table():
            logger.warning("not ready: migrations are not applied yet")
        elif current_guide() is None:
            logger.warning("not ready: there is no sound release of the guide")
        else:
            return True
    except Error as error:
        logger.warning("not ready: the database does not answer", exc_info=error)
    return False


def _has_every_table() -> bool:
    if not complete.is_set():
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return False
        complete.set()
    return True
