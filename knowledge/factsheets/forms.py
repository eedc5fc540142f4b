"""What the address of a factsheet may say: for which municipality, and which copy."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.http import urlencode

from knowledge.pdf.document import Copy
from knowledge.regions.choice import Place, meant_by, read_place

PLACE = "gemeente"


class CopyForm(forms.Form):
    tekst = forms.ChoiceField(choices=[("groot", "")], required=False)
    discreet = forms.ChoiceField(choices=[("ja", "")], required=False)

    def copy(self) -> Copy:
        """The copy asked for; what cannot be read asks for nothing."""
        self.is_valid()
        chosen = self.cleaned_data
        return Copy(large=bool(chosen.get("tekst")), discreet=bool(chosen.get("discreet")))


def copy_pairs(copy: Copy) -> dict[str, str]:
    """How an address asks for `copy`."""
    large = {"tekst": "groot"} if copy.large else {}
    return large | ({"discreet": "ja"} if copy.discreet else {})


@dataclass(frozen=True, slots=True)
class Asked:
    """Which copy of a sheet, and for where."""

    copy: Copy
    place: Place

    @property
    def query(self) -> str:
        """The one way to write this in an address, with its question mark; empty if nothing."""
        pairs = []
        if self.place.municipality:
            pairs.append((PLACE, self.place.municipality.slug))
        elif self.place.typed:
            pairs.append((self.place.typed_name, self.place.typed))
        pairs += copy_pairs(self.copy).items()
        return f"?{urlencode(pairs)}" if pairs else ""

    def but(self, **copy: Any) -> str:
        """The query of another copy for the same place."""
        return replace(self, copy=replace(self.copy, **copy)).query

    def at(self, place: Place) -> str:
        """The query of the same copy for another place."""
        return replace(self, place=place).query


def asked(query: QueryDict, *, on: date) -> Asked:
    """What an address asks for on `on`. A municipality that is not known is what was typed."""
    place = read_place(query, PLACE, on=on)
    named = query.get(PLACE, "").replace("\x00", "").strip()[:100]
    if named and not place.municipality and not place.typed:
        place = meant_by(named, PLACE, on=on)
    return Asked(CopyForm(query).copy(), place)
