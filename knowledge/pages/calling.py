"""Who to call, for the pages of the knowledge base."""

from django.http import HttpRequest
from django.utils import timezone

from knowledge.desks.desk import DeskView
from knowledge.desks.who_to_call import who_to_call
from knowledge.models.default_desks import PageKind, part_of
from knowledge.models.leads_to_desks import LeadsToDesks
from knowledge.pages.filters import FilterForm


def call_about(
    request: HttpRequest,
    kind: PageKind = PageKind.ALL,
    part: str | None = None,
    entry: LeadsToDesks | None = None,
) -> list[DeskView]:
    """The desks of a page about `entry`, or about a kind of entries or a part of these."""
    subjects = [part_of(kind, part), kind] if part else [kind]
    return who_to_call(request.user, timezone.now(), *subjects, entry=entry)


def call_about_list(
    request: HttpRequest, kind: PageKind, form: FilterForm, field: str
) -> list[DeskView]:
    """The desks of a list, or of the part of it that `field` of its filter asks for."""
    return call_about(request, kind, form.chosen.get(field))
