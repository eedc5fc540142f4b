"""The former name of `delete_expired`, for scheduled jobs: to go in the release after 0.2."""

from knowledge.management.commands.delete_expired import Command as DeleteExpired


class Command(DeleteExpired):
    help = "The former name of delete_expired."
