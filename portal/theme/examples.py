"""Example desks, questions and entries for the style page.

Nothing of it is in a database, and 112 is the only number of a real organisation.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any, cast

from django.utils.translation import gettext as _

from knowledge.desks.desk import Contact, DeskView
from knowledge.models import ContactDetail, Service
from knowledge.values.confirmation import Confirmation, confirmation
from knowledge.values.hours.opening_hours import ZONE, hours_at
from referrals.flow.model import Kind, Option, Question
from referrals.forms import QuestionForm

NUMBER = "000-0000"
AT = datetime(2026, 3, 2, 10, 14, tzinfo=ZONE)  # a Monday
LONGEST = 120  # letters in the longest name that the database takes
HOURS = {
    "always": "24/7",
    "open": "Mo-Fr 09:00-17:00",
    "closed": "Mo-Fr 13:00-17:00",
    "closed_for_days": "Th 09:00-12:00",
    "unknown": "",
}


@dataclass(frozen=True)
class ExampleDetail:
    """A contact detail as templates read it."""

    display: str = NUMBER
    uri: str = "tel:0000000"
    phone: bool = True
    has_hours: bool = True
    label: str = ""
    hours_note: str = ""
    slug: str = "voorbeeld"
    is_restricted: bool = False
    sources: Any = field(default_factory=lambda: SimpleNamespace(all=[]))

    def get_kind_display(self) -> str:
        return _("phone") if self.phone else _("website")


@dataclass(frozen=True)
class ExampleService:
    """A desk as templates read it."""

    name: str
    summary: str
    slug: str = "voorbeeld"
    free: bool | None = None
    anonymous: bool | None = None
    open_to_men_and_boys: bool | None = None
    min_age: int | None = None
    max_age: int | None = None
    is_restricted: bool = False
    how_to_reach: str = ""
    organisation: Any = field(default_factory=lambda: SimpleNamespace(kind="", name=NUMBER))

    def get_absolute_url(self) -> str:
        return "#desks"


def confirmations() -> dict[str, Confirmation]:
    """One confirmation of each state that visitors see."""
    day = timedelta(days=1)

    def state(confirmed: datetime | None, unreachable: datetime | None = None) -> Confirmation:
        return confirmation(confirmed, unreachable, at=AT, days=180, soon=30)

    return {
        "confirmed": state(AT - 20 * day),
        "due": state(AT - 200 * day),
        "never": state(None),
        "unreachable": state(AT - 20 * day, AT - day),
    }


def contact(hours: str = "open", sure: str = "confirmed", **of_detail: Any) -> Contact:
    """A contact with opening hours from `HOURS`, a confirmation state, and other attributes."""
    detail = cast(ContactDetail, ExampleDetail(**of_detail))
    return Contact(detail, hours_at(HOURS[hours], AT), confirmations()[sure])


def example_desk(*contacts: Contact, **of_service: Any) -> DeskView:
    defaults = {"name": _("Example desk"), "summary": _("What this desk does, in one sentence.")}
    service = ExampleService(**{**defaults, **of_service})
    return DeskView(cast(Service, service), contacts)


def site() -> Contact:
    """A restricted website."""
    return contact(
        "unknown", "never", display="voorbeeld.example/contact", uri="#desks", phone=False,
        has_hours=False, label=_("Ask for the duty officer"), is_restricted=True,
    )  # fmt: skip


def long_name() -> str:
    """A name of the maximum length, with a word that hardly wraps."""
    words = _("Coordination centre for the municipalities of the example region")
    return f"{words} {NUMBER * 9}"[:LONGEST]


def desks() -> list[DeskView]:
    """For lists: with and without a number, restricted, and with a name of 120 letters."""
    return [
        example_desk(contact("always"), free=True, anonymous=True, open_to_men_and_boys=True),
        example_desk(contact("closed", "due", label=_("Ask for the duty officer")), min_age=12),
        example_desk(site(), is_restricted=True),
        example_desk(how_to_reach=_("Ask the municipality who it is.")),
        example_desk(
            contact("closed_for_days", "unreachable", display="000 000 00 00 00"),
            name=long_name(), summary="x" * LONGEST,
        ),
    ]  # fmt: skip


def first_desks() -> list[DeskView]:
    """For the top of an outcome: with a number, with a website, and without contacts."""
    note = _("Say that you are calling about a boy.")
    number = contact("open", "confirmed", label=_("Ask for the duty officer"), hours_note=note)
    return [
        example_desk(number, site(), free=True, anonymous=True),
        example_desk(site()),
        example_desk(how_to_reach=_("Ask the municipality who it is.")),
    ]


def question_forms() -> list[QuestionForm]:
    """Unanswered, answered, submitted without an answer, and multiple choice."""
    single = [_question(name, Kind.ROUTE) for name in ("leeg", "gekozen", "fout")]
    multiple = _question("meer", Kind.SIDE_MANY)
    return [
        QuestionForm(single[0], (), sent=False, heading="h3"),
        QuestionForm(single[1], single[1].options[1:2], sent=False, heading="h3"),
        QuestionForm(single[2], (), sent=True, heading="h3"),
        QuestionForm(multiple, multiple.options[:2], sent=False, heading="h3"),
    ]


def _question(name: str, kind: Kind) -> Question:
    options = (
        Option("een", _in_both(_("An answer"))),
        Option("twee", _in_both(_("Another answer")), _in_both(_("A line says what it leads to."))),
        Option("drie", _in_both(long_name())),
    )
    why = _in_both(_("Why this is asked."))
    return Question(name, name, _in_both(_("What would you like to know?")), why, kind, options)


def _in_both(text: str) -> dict[str, str]:
    """A text of the guide, here the same in both languages: that of the page."""
    return {"nl": text, "en": text}
