"""Readiness: the database answers, all migrations are applied, and a guide is published."""

import logging
import threading

from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor

from referrals.releases.publishing import current_guide

logger = logging.getLogger(__name__)

migrations_applied = threading.Event()
"""Set when all migrations were found applied: this does not change while the process lives."""


def is_ready() -> bool:
    """One query, and a check of all migrations once per process. The log says why it is not."""
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
    if not migrations_applied.is_set():
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return False
        migrations_applied.set()
    return True
