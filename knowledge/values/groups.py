"""Groups of victims in a closed vocabulary, so that "not for" can be checked automatically.

A desk names the groups it is not for; an answer in the guide names the groups it implies.
Stored as space-separated codes.
"""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


class Group(models.TextChoices):
    ACUTE_DANGER = "acute_danger", _("in acute danger")
    EXPLOITED = "exploited", _("exploited by someone")
    OWN_INITIATIVE = "own_initiative", _("paid sex on his own initiative")
    IMAGES = "images", _("images, extortion or being approached online")
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
