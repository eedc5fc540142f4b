"""The list of signals: filtered, in pages, grouped by category."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.http import QueryDict

from knowledge.desks.who_to_call import show_desks_of
from knowledge.models import Signal
from knowledge.models.querysets import User
from knowledge.models.signal import SignalCategory
from knowledge.pages.filters import SignalFilter
from knowledge.pages.paging import BESIDE, NUMBER, page_by_kind, page_number


def signal_list(
    user: User, query: QueryDict, at: datetime, ticked: Collection[str] = ()
) -> dict[str, Any]:
    """Context of the page with the list, which says what is open at the moment `at`.

    `ticked` are slugs; those that are not on this page of the list are sent along with its form.
    """
    form = SignalFilter(query)
    visible = Signal.objects.visible_to(user).with_desks_to_call(user)
    entries = form.narrow(visible).with_sources(user)
    context = page_by_kind(query, entries, "category", SignalCategory)
    show_desks_of(context["page"], at)
    shown = {signal.slug for signal in context["page"]}
    return {
        **context,
        "form": form,
        "unfolded": query.get(BESIDE, ""),
        "ticked": ticked,
        "ticked_elsewhere": [slug for slug in ticked if slug not in shown],
        "place_in_list": place_in_list(query),
    }


def place_in_list(query: QueryDict) -> list[tuple[str, str]]:
    """Filters and page as fields of a form, so that the way back leads to the same list."""
    number = page_number(query)
    fields = list(SignalFilter(query).chosen.items())
    return [*fields, (NUMBER, str(number))] if number > 1 else fields
