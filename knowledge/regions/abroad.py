"""Places that the desks of this portal are not for, and what we know of help there.

Without numbers: a number is shown with its source and whether it was confirmed, which these
sentences cannot do.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Area:
    """An island or a country: how people write it, and whom to turn to there.

    `name` is one of the `writings` and of nothing else.
    """

    key: str
    name: Text
    writings: tuple[str, ...]
    help_there: tuple[Text, ...]


_UNKNOWN = (_("We have not checked which desks there are."),)
_CARIBBEAN_NETHERLANDS = (
    _("Young people of 8 to 21 can talk to Guana Chat, free of charge and anonymously."),
    _("Professionals there have a reporting code (meldcode) of their own."),
)
_YOUTH_CARE = _("There, turn to Jeugdzorg Caribisch Nederland with concerns about a minor.")
_GUIAMI = _(
    "On Bonaire, turn to Guiami, the advice and reporting point, with concerns about a minor."
)
_YOUTH_CARE_ISLANDS = _(
    "On Sint Eustatius and Saba, turn to Jeugdzorg Caribisch Nederland with concerns about a minor."
)
_BELGIUM = (
    _(
        "For victims of human trafficking there are three centres, also for men and boys: Payoke "
        "in Antwerp, PAG-ASA in Brussels and Sürya in Liège. Their help is free and confidential, "
        "and may begin anonymously."
    ),
    _("For missing or sexually exploited children there is Child Focus."),
)
_GERMANY = (
    _("For men and boys there is the Hilfetelefon Gewalt an Männern, also after sexual violence."),
)

AREAS = (
    Area("bonaire", "Bonaire", ("Bonaire",), (_GUIAMI, *_CARIBBEAN_NETHERLANDS)),
    Area(
        "sint-eustatius",
        "Sint Eustatius",
        ("Sint Eustatius", "Statia", "Eustatius", "Saint Eustatius"),
        (_YOUTH_CARE, *_CARIBBEAN_NETHERLANDS),
    ),
    Area("saba", "Saba", ("Saba",), (_YOUTH_CARE, *_CARIBBEAN_NETHERLANDS)),
    Area(
        "caribbean-netherlands",
        _("the Caribbean Netherlands"),
        (
            "Caribisch Nederland",
            "the Caribbean Netherlands",
            "Caribbean Netherlands",
            "BES-eilanden",
            "BES islands",
        ),
        (_GUIAMI, _YOUTH_CARE_ISLANDS, *_CARIBBEAN_NETHERLANDS),
    ),
    Area("aruba", "Aruba", ("Aruba",), _UNKNOWN),
    Area("curacao", "Curaçao", ("Curaçao",), _UNKNOWN),
    Area(
        "sint-maarten",
        _("Sint Maarten (island)"),
        ("Sint Maarten (eiland)", "Sint Maarten (island)"),
        _UNKNOWN,
    ),
    Area(
        "belgium",
        _("Belgium"),
        (
            "België", "Belgium", "Belgique", "Belgien",
            "Antwerpen", "Antwerp", "Anvers",
            "Brussel", "Brussels", "Bruxelles", "Brüssel",
            "Luik", "Liège", "Lüttich",
        ),
        _BELGIUM,
    ),
    Area(
        "germany",
        _("Germany"),
        ("Duitsland", "Germany", "Deutschland", "Allemagne"),
        _GERMANY,
    ),
)  # fmt: skip
