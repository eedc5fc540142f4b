"""Searching: the page with results, and suggestions for who is still typing."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from knowledge.desks.home import home_desks
from knowledge.search.query import Narrowed
from knowledge.search.results import page_of, visible_rows
from knowledge.search.statistics import COUNTER
from portal.search.forms import SearchForm, asked_while_typing
from portal.search.indexes import INDEXES
from portal.search.suggestions import MOST, suggestion


@never_cache
def search(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    form = SearchForm(request.GET, timezone.localdate(now))
    context: dict[str, object] = {"form": form}
    if form.asked.text:
        found = INDEXES.search(form.asked, form.narrowed, request.user, now)
        COUNTER.count(found)
        page = page_of(found, request.user, now, only=form.narrowed.source)
        context |= {"page": page, "meant": found.reading.meant}
    if not context.get("page") or not page.total:
        context["desks"] = home_desks(request.user, now)
    response = render(request, "search/search.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


@never_cache
def suggestions(request: HttpRequest) -> JsonResponse:
    now = timezone.now()
    found = INDEXES.search(asked_while_typing(request.GET), Narrowed(), request.user, now)
    rows = visible_rows(found.sources, found.hits[:MOST], request.user)
    listed = [suggestion(source, row, now) for source, row in rows]
    said = ngettext("%(count)d suggestion", "%(count)d suggestions", len(listed))
    data = {"suggestions": listed, "said": said % {"count": len(listed)}}
    return JsonResponse(data, headers={"X-Robots-Tag": "noindex"})
