"""What editors are told about mail that does not go out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max, Min

from knowledge.models import OutgoingMail

PATIENCE = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class MailProblem:
    """Mails that wait for longer than usual, and mails that were given up."""

    waiting: int
    since: datetime | None
    given_up: int
    last_given_up: datetime | None
    error: str


def mail_problem(at: datetime) -> MailProblem | None:
    late = OutgoingMail.objects.waiting().filter(made_at__lte=at - PATIENCE)
    waits = late.aggregate(number=Count("pk"), since=Min("made_at"))
    lost = OutgoingMail.objects.given_up()
    gone = lost.aggregate(number=Count("pk"), last=Max("given_up_at"))
    if not waits["number"] and not gone["number"]:
        return None
    failed = OutgoingMail.objects.exclude(last_error="").order_by("-next_try").first()
    error = failed.last_error if failed else ""
    return MailProblem(waits["number"], waits["since"], gone["number"], gone["last"], error)
