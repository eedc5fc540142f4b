"""The signals that a visitor ticked, as a page and as a PDF.

Both are asked by POST, so that what was ticked is in no address, history or log. Nothing changes by
it: it needs no CSRF token, and so no cookie. GET leads to the list.
"""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from knowledge.models.default_desks import PageKind
from knowledge.pages.calling import call_about
from knowledge.pages.paging import NUMBER
from knowledge.pages.signal_list import place_in_list, signal_list
from knowledge.pdf.document import PrintOptions
from knowledge.pdf.responses import private_pdf_response
from knowledge.tick_list.content import TICKED, by_category, tick_list_content
from knowledge.tick_list.printing import tick_list_document

CHANGE = "wijzig"
"""Parameter of the button that leads back to the list, with the same ticks."""
FILE_NAME = "wat-ik-zag"


@never_cache
@csrf_exempt
@sensitive_post_parameters()
@sensitive_variables()
def seen(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _list(request)
    content = tick_list_content(request.user)
    ticked = content.ticked(request.POST)
    slugs = [signal.slug for signal in ticked]
    sent = [*place_in_list(request.POST), *((TICKED, slug) for slug in slugs)]
    if not ticked or CHANGE in request.POST:
        return _list_again(request, slugs, [*sent, (CHANGE, "1")])
    context: dict[str, object] = {
        "groups": by_category(ticked),
        "writing_down": content.writing_down,
        "call": call_about(request, PageKind.SIGNALS),
        "sent": sent,
    }
    return _page(request, "knowledge/seen.html", context)


@never_cache
@csrf_exempt
@sensitive_post_parameters()
@sensitive_variables()
def seen_pdf(request: HttpRequest) -> HttpResponse:
    content = tick_list_content(request.user)
    ticked = content.ticked(request.POST)
    if not ticked:
        return _list(request)
    guide = settings.SITE_URL + reverse("guide")
    desks = call_about(request, PageKind.SIGNALS)
    document = tick_list_document(
        ticked, content.writing_down, desks, on=timezone.now(), address=guide
    )
    return private_pdf_response(document, PrintOptions(), FILE_NAME)


def _ticked_list(request: HttpRequest, slugs: list[str]) -> dict[str, object]:
    """The list with its ticks; from its start when it has become shorter since."""
    now = timezone.now()
    try:
        return signal_list(request.user, request.POST, now, slugs)
    except Http404:
        sent = request.POST.copy()
        sent.pop(NUMBER)
        return signal_list(request.user, sent, now, slugs)


def _list_again(
    request: HttpRequest, slugs: list[str], sent: list[tuple[str, str]]
) -> HttpResponse:
    """The list with these ticks, or with the message that there are none."""
    context = {
        **_ticked_list(request, slugs),
        "nothing_ticked": not slugs,
        "sent": sent,
        "call": call_about(request, PageKind.SIGNALS),
    }
    return _page(request, "knowledge/signals.html", context)


def _page(request: HttpRequest, template: str, context: dict[str, object]) -> HttpResponse:
    response = render(request, template, context)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _list(request: HttpRequest) -> HttpResponse:
    """The list itself, with the filters of the address."""
    query = request.GET.urlencode()
    return redirect(reverse("signals") + (f"?{query}" if query else ""))
