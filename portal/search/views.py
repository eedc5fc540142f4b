"""Search results page, and suggestions while typing."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from knowledge.desks.home_page import home_desks
from knowledge.search.query import SearchFilters
from knowledge.search.results import page_of, visible_rows
from knowledge.search.statistics import COUNTER
from portal.search.forms import SearchForm, partial_search_text
from portal.search.indexes import INDEXES
from portal.search.suggestions import MOST, suggestion


@never_cache
def search(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    form = SearchForm(request.GET, timezone.localdate(now))
    context: dict[str, object] = {"form": form}
    if form.search_text.text:
        results = INDEXES.search(form.search_text, form.search_filters, request.user, now)
        COUNTER.count(results)
        page = page_of(results, request.user, now, only=form.search_filters.source)
        context |= {"page": page, "correction": results.parsed.correction}
    if not context.get("page") or not page.total:
        context["desks"] = home_desks(request.user, now)
    response = render(request, "search/search.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


@never_cache
def suggestions(request: HttpRequest) -> JsonResponse:
    now = timezone.now()
    results = INDEXES.search(partial_search_text(request.GET), SearchFilters(), request.user, now)
    rows = visible_rows(results.sources, results.hits[:MOST], request.user)
    listed = [suggestion(source, row, now) for source, row in rows]
    said = ngettext("%(count)d suggestion", "%(count)d suggestions", len(listed))
    data = {"suggestions": listed, "said": said % {"count": len(listed)}}
    return JsonResponse(data, headers={"X-Robots-Tag": "noindex"})
