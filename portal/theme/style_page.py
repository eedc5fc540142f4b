"""Style page: all components in every state, for developing and reviewing the design."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.translation import gettext as _

from knowledge.pages.filters import ServiceFilter
from knowledge.values.hours.opening_hours import week_of
from portal.theme import examples
from portal.theme.colours import colours
from portal.theme.contrast import PAIRS, contrast

BUTTONS = ("btn-primary", "btn-outline-primary", "btn-dark", "btn-outline-dark", "btn-danger")


class ExamplePages(Paginator):
    name = "pagina"


def style_page(request: HttpRequest) -> HttpResponse:
    context = {
        "buttons": BUTTONS,
        "ratios": _ratios(),
        "hours": [examples.contact(state) for state in examples.HOURS],
        "ordinary": examples.example_desk(),
        "confirmations": examples.confirmations().values(),
        "desks": examples.desks(),
        "first_desks": examples.first_desks(),
        "question_forms": examples.question_forms(),
        "filter": ServiceFilter(QueryDict("leeftijd=oud")),
        "page": ExamplePages(range(400), 50).page(4),
        "week": week_of(examples.HOURS["open"], examples.AT.date()),
        "long_name": examples.long_name(),
        "known_at": examples.AT,
        "marked": format_html(
            _("the {word} that was asked for"), word=format_html("<mark>{}</mark>", _("word"))
        ),
        "restricted": examples.ExampleDetail(is_restricted=True),
    }
    response = render(request, "portal/style.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


def _ratios() -> list[dict[str, Any]]:
    """Each pair of colours with its contrast in both schemes."""
    schemes = colours()
    return [
        {
            "pair": pair,
            **{scheme: contrast(of[pair.front], of[pair.back]) for scheme, of in schemes.items()},
        }
        for pair in PAIRS
    ]
