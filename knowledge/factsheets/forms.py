"""Query string of a factsheet: municipality and print options."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.http import urlencode

from knowledge.caching.parameters import Parameters
from knowledge.pdf.document import PrintOptions
from knowledge.regions.choice import Place, match_place, read_place, typed_name

PLACE = "gemeente"
LAYOUTS = {"tekst": ("groot",), "discreet": ("ja",)}
SHEET = Parameters(options=LAYOUTS, chosen=(PLACE, typed_name(PLACE)))


class PrintOptionsForm(forms.Form):
    tekst = forms.ChoiceField(choices=[("groot", "")], required=False)
    discreet = forms.ChoiceField(choices=[("ja", "")], required=False)

    def options(self) -> PrintOptions:
        """The requested options; invalid values are ignored."""
        self.is_valid()
        chosen = self.cleaned_data
        return PrintOptions(large=bool(chosen.get("tekst")), discreet=bool(chosen.get("discreet")))


def option_pairs(options: PrintOptions) -> dict[str, str]:
    """Query parameters for `options`."""
    large = {"tekst": "groot"} if options.large else {}
    return large | ({"discreet": "ja"} if options.discreet else {})


@dataclass(frozen=True, slots=True)
class SheetRequest:
    """Print options and place requested for a sheet."""

    options: PrintOptions
    place: Place

    @property
    def query(self) -> str:
        """Canonical query string, with its question mark; empty without parameters."""
        pairs = [*self.place.params, *option_pairs(self.options).items()]
        return f"?{urlencode(pairs)}" if pairs else ""

    def query_with(self, **options: Any) -> str:
        """Query string with other print options for the same place."""
        return replace(self, options=replace(self.options, **options)).query

    def query_at(self, place: Place) -> str:
        """Query string with the same options for another place."""
        return replace(self, place=place).query


def read_sheet_request(query: QueryDict, *, on: date) -> SheetRequest:
    """Parse a query string on day `on`; an unknown slug is matched as a typed name."""
    place = read_place(query, PLACE, on=on)
    named = query.get(PLACE, "").replace("\x00", "").strip()[:100]
    if named and not place.municipality and not place.typed:
        place = match_place(named, PLACE, on=on)
    return SheetRequest(PrintOptionsForm(query).options(), place)
