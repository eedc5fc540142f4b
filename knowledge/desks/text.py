"""Opening hours and confirmation of a contact in words, for print and vCards."""

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from knowledge.desks.desk import Contact, DeskView
from knowledge.values.confirmation import Confirmation
from knowledge.values.hours.words import hours_in_words


def confirmed_in_words(confirmation: Confirmation) -> str:
    """Confirmation of a number in the same words as on screen."""
    if confirmation.unreachable_at:
        return _("Could not be reached on %(day)s") % {"day": _day(confirmation.unreachable_at)}
    if not confirmation.confirmed_at:
        return _("Not yet confirmed")
    day = {"day": _day(confirmation.confirmed_at)}
    if confirmation.is_confirmed:
        return _("Confirmed on %(day)s") % day
    return _("Not confirmed since %(day)s") % day


def reached_at(contact: Contact, desk: DeskView) -> str:
    """Hours in words; empty for an emergency service and for kinds without hours."""
    if desk.is_emergency or not contact.detail.has_hours:
        return ""
    return hours_in_words(contact.detail.opening_hours, contact.hours.at.date())


def _day(moment: object) -> str:
    return date_format(localtime(moment), "j F Y")  # type: ignore[arg-type]
