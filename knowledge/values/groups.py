"""What can be said of him in closed words: so that "not for" can be checked by a machine.

A desk names the groups it is not for, an answer of the guide names the groups that it puts
him in. Stored as codes with a space between them.
"""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


class Group(models.TextChoices):
    ACUTE_DANGER = "acute_danger", _("in acute danger")
    EXPLOITED = "exploited", _("exploited by someone")
    OWN_INITIATIVE = "own_initiative", _("paid sex on his own initiative")
    IMAGES = "images", _("images, extortion or approach online")
    SEXUAL_VIOLENCE = "sexual_violence", _("sexual violence")
    NO_PERMIT = "no_permit", _("without a residence permit")
    UNACCOMPANIED = "unaccompanied", _("unaccompanied foreign minor")
    LVB = "lvb", _("mild intellectual disability")
    LHBTIQ = "lhbtiq", _("LHBTIQ+")
    HOMELESS = "homeless", _("homeless")


def validate_groups(value: str) -> None:
    unknown = sorted(set(value.split()) - set(Group.values))
    if unknown:
        raise ValidationError(
            _("Unknown: %(unknown)s. Choose from: %(known)s."),
            params={"unknown": ", ".join(unknown), "known": ", ".join(Group.values)},
        )
