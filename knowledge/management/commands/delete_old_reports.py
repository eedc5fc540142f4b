"""Deprecated alias of `delete_expired` for scheduled jobs; removed in the release after 0.2."""

from knowledge.management.commands.delete_expired import Command as DeleteExpired


class Command(DeleteExpired):
    help = "Deprecated alias of delete_expired."
