"""Sentences about phone numbers: why one is refused, and what to choose after calling."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from knowledge.values.phones import Refusal

_WHY: dict[Refusal, Promise] = {
    Refusal.NOT_A_NUMBER: gettext_lazy(
        "This is not a phone number that can be dialled. Write it like 033 448 11 86; a number "
        "abroad begins with + and the code of its country."
    ),
    Refusal.OTHER_CHARACTERS: gettext_lazy(
        "There is more here than a phone number. Write only the number, like 033 448 11 86."
    ),
    Refusal.EXTENSION: gettext_lazy(
        "Write only the phone number here. A menu choice or an extension has a field of its own: "
        "“Menu choice or extension”."
    ),
    Refusal.WHICH_COUNTRY: gettext_lazy(
        "This may be a phone number of another country. Begin a Dutch number with 0, and a number "
        "abroad with + and the code of its country."
    ),
    Refusal.SHORT_ABROAD: gettext_lazy(
        "A short number of another country cannot be dialled from the Netherlands. Write the "
        "number on which it can be reached from abroad."
    ),
}


def why_refused(refusal: Refusal) -> str:
    """What is wrong with a phone number, and what to write instead."""
    return str(_WHY[refusal])


def menu_choice(extension: str) -> str:
    """Such as "choose 3"; empty without an extension."""
    return _("choose %s") % extension if extension else ""
