"""Search results page, and suggestions while typing.

Both are asked by POST, so that what somebody typed is in no address, history or log; GET is read
too, for links. A search changes nothing: it needs no CSRF token, and so no cookie.
"""

from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from knowledge.search.query import SearchFilters
from knowledge.search.results import visible_rows
from portal.search.desk_blocks import most_asked
from portal.search.forms import SearchForm, partial_search_text
from portal.search.indexes import INDEXES
from portal.search.page import search_page
from portal.search.results import outcome_of
from portal.search.suggestions import MOST, suggestion


@never_cache
@csrf_exempt
@sensitive_post_parameters()
@sensitive_variables()
def search(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    form = SearchForm(_sent(request), timezone.localdate(now))
    outcome = outcome_of(form, request.user, now) if form.search_text.text else None
    context: dict[str, object] = {"outcome": outcome}
    if not outcome or not outcome.page or not outcome.page.total:
        context["most_asked"] = most_asked(request.user, now)
    page = search_page(request, form, context)
    return HttpResponse(page, headers={"X-Robots-Tag": "noindex"})


@never_cache
@csrf_exempt
@sensitive_post_parameters()
@sensitive_variables()
def suggestions(request: HttpRequest) -> JsonResponse:
    now = timezone.now()
    text = partial_search_text(_sent(request))
    listed = []
    if text:
        results = INDEXES.search(text, SearchFilters(), request.user, now)
        rows = visible_rows(results.sources, results.hits[:MOST], request.user)
        listed = [suggestion(found, now) for found in rows]
    said = ngettext("%(count)d suggestion", "%(count)d suggestions", len(listed))
    data = {"suggestions": listed, "said": said % {"count": len(listed)}}
    return JsonResponse(data, headers={"X-Robots-Tag": "noindex"})


def _sent(request: HttpRequest) -> QueryDict:
    return request.POST if request.method == "POST" else request.GET
