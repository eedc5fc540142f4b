"""The guide: answers in the address, one question or one outcome on the page."""

from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from knowledge.caching.availability import AWAY
from knowledge.caching.public_pages import public_page
from knowledge.desks.home import public_home_desks
from knowledge.factsheets.forms import CopyForm, copy_pairs
from knowledge.models import Municipality
from knowledge.pdf.document import Copy
from knowledge.pdf.responses import pdf_response_for_one
from knowledge.regions.choice import Place
from knowledge.regions.suggestions import municipality_names
from referrals.address import ControlForm, Pairs, Way, pairs, step_to_change, without
from referrals.chart.drawing import chart
from referrals.chart.outline import outline
from referrals.flow.model import Question
from referrals.flow.resolving import Position, Step, resolve
from referrals.flow.snapshot import SnapshotError
from referrals.forms import QuestionForm
from referrals.models import FlowRelease
from referrals.outcomes.content import OutcomeContent, published_guide
from referrals.outcomes.places import NOWHERE, Places, read_places
from referrals.outcomes.printing import take_along
from referrals.outcomes.results import build_result
from referrals.releases.draft import GUIDE
from referrals.releases.preview import draft_guide, key_in, may_preview
from referrals.releases.publishing import Guide, read


@never_cache
@public_page
def walk(request: HttpRequest) -> HttpResponse:
    """The current release, for everyone."""
    published = published_guide()
    return _walk(request, published.guide, Way(reverse("guide")), published.content)


@public_page
def guide_map(request: HttpRequest) -> HttpResponse:
    """The current release as a picture and as a list, for everyone."""
    guide = published_guide().guide
    if guide is None:
        return _out_of_order(request)
    language = get_language() or settings.LANGUAGE_CODE
    context = {
        "guide": guide,
        "chart": mark_safe(chart(guide.flow, language=language)),  # noqa: S308 - escaped text
        "entries": outline(guide.flow, language=language),
    }
    return render(request, "referrals/map.html", context)


@never_cache
def outcome_pdf(request: HttpRequest) -> HttpResponse:
    """An outcome of the current release on paper. What the page has to ask first leads there."""
    published = published_guide()
    guide = published.guide
    places, position = _read(request, guide)
    if guide is None or position.broken:
        return _out_of_order(request)
    page = Way(reverse("guide"), places.kept)
    if position.outcome is None:
        return redirect(page.url(position.answers))
    if places.unclear:
        return redirect(page.url(position.answers, **dict(places.unclear)))
    copy = CopyForm(request.GET).copy()
    way, wanted = Way(reverse("outcome_pdf"), places.kept), copy_pairs(copy)
    if pairs(request.GET) != way.pairs(position.answers, **wanted):
        return redirect(way.url(position.answers, **wanted))
    result = build_result(position, request.user, timezone.now(), places, public=published.content)
    address = settings.SITE_URL + page.url(position.answers)
    document = take_along(result, position.steps, places, guide, address=address)
    response = pdf_response_for_one(document, copy, _("Referral").lower())
    response["X-Robots-Tag"] = "noindex"
    return response


@never_cache
def preview(request: HttpRequest) -> HttpResponse:
    """The draft, for editors and for who has a link that was signed for it."""
    key = key_in(request.GET)
    if not may_preview(request.user, key):
        return render(request, "referrals/no_preview.html", status=403)
    way = Way(reverse("preview"), (("sleutel", key),) if key else ())
    return _walk(request, draft_guide(), way)


@never_cache
def old_release(request: HttpRequest, number: int) -> HttpResponse:
    """A release as it was, for editors: a printed result names its number."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if not request.user.has_perm("referrals.view_flowrelease"):
        raise PermissionDenied
    release: Any = get_object_or_404(FlowRelease, flow__slug=GUIDE, number=number)
    try:
        guide = Guide(number, release.published_at, read(release), is_current=False)
    except SnapshotError:
        return _out_of_order(request)
    return _walk(request, guide, Way(reverse("old_release", args=[number])))


def _walk(
    request: HttpRequest, guide: Guide | None, way: Way, public: OutcomeContent | None = None
) -> HttpResponse:
    """The page of `guide` that the answers in the address lead to: a question or an outcome."""
    places, position = _read(request, guide)
    way = Way(way.path, (*way.kept, *places.kept))
    if guide is None or position.broken:
        return _out_of_order(request)
    control = ControlForm(request.GET)
    step = step_to_change(position, control.value("wijzig"))
    asked = step.question if step else position.question
    sent = not step and asked is not None and control.value("verder") == asked.name
    wanted: dict[str, str] = {}
    if not asked:
        wanted.update(places.unclear)
    if step:
        wanted["wijzig"] = step.question.name
    elif sent and asked:
        wanted["verder"] = asked.name
    if pairs(request.GET) != way.pairs(position.answers, **wanted):
        return redirect(way.url(position.answers, **wanted))
    if asked:
        context = _question(position, asked, step, way, sent=sent)
        return _shown(request, "referrals/question.html", context, guide, way)
    context = {
        "result": build_result(position, request.user, timezone.now(), places, public=public),
        "answers": _answers(position, way),
        "copies": _copies(position, places) if guide.is_current else {},
        **_places(position, places, way),
    }
    return _shown(request, "referrals/outcome.html", context, guide, way)


def _read(request: HttpRequest, guide: Guide | None) -> tuple[Places, Position]:
    """What an address says: the municipalities, and where its answers lead."""
    try:
        places = read_places(request.GET, on=timezone.localdate())
    except AWAY:  # the national desks are right for every place
        places = NOWHERE
    answers = dict(request.GET.lists())
    return places, resolve(guide.flow, answers) if guide else Position(())


def _copies(position: Position, places: Places) -> dict[str, str]:
    """The address of each copy on paper."""
    way = Way(reverse("outcome_pdf"), places.kept)
    copies = {"plain": Copy(), "large": Copy(large=True), "discreet": Copy(discreet=True)}
    return {name: way.url(position.answers, **copy_pairs(copy)) for name, copy in copies.items()}


def _places(position: Position, places: Places, way: Way) -> dict[str, object]:
    """What the form for the municipality needs: fields, and a link for each choice."""
    kept = [pair for pair in way.kept if pair not in places.kept]
    bare = Way(way.path, tuple(kept))
    asked = [
        (place, [(one, bare.url(_with(place, one, places, position))) for one in place.choices])
        for place in places.both
    ]
    return {
        "places": asked,
        "mistakes": places.unclear,
        "place_hidden": bare.pairs(position.answers),
        "municipality_names": municipality_names(),
    }


def _with(place: Place, chosen: Municipality, places: Places, position: Position) -> Pairs:
    """The address in which `place` is `chosen` and the other place stays."""
    others = [pair for pair in places.kept if pair[0] != place.name]
    unclear = [pair for pair in places.unclear if pair[0] != place.typed_name]
    return [(place.name, chosen.slug), *others, *position.answers, *unclear]


def _question(
    position: Position, asked: Question, step: Step | None, way: Way, *, sent: bool
) -> dict[str, object]:
    before = position.steps[: position.steps.index(step)] if step else position.steps
    return {
        "form": QuestionForm(asked, step.chosen if step else (), sent=sent),
        "question": asked,
        "hidden": way.pairs(without(position.answers, asked.name)),
        "number": len(before) + 1,
        "at_most": len(position.steps) + position.ahead,
        "previous": _change(position, before[-1], way) if before else None,
        "answers": _answers(position, way, skip=asked),
        "changing": step is not None,
        "unchanged": way.url(position.answers),
    }


def _shown(
    request: HttpRequest, template: str, context: dict[str, object], guide: Guide, way: Way
) -> HttpResponse:
    context = {**context, "guide": guide, "start": way.url(), "path": way.path}
    response = render(request, template, context)
    response["X-Robots-Tag"] = "noindex"
    return response


def _answers(position: Position, way: Way, skip: Question | None = None) -> list[tuple[Step, str]]:
    """The answers so far, each with the address where it can be changed."""
    return [
        (step, _change(position, step, way))
        for step in position.steps
        if skip is None or step.question.slug != skip.slug
    ]


def _change(position: Position, step: Step, way: Way) -> str:
    return way.url(position.answers, wijzig=step.question.name)


def _out_of_order(request: HttpRequest) -> HttpResponse:
    """The guide has a fault: say so, and give the numbers that are asked for most."""
    desks = public_home_desks(timezone.now())
    return render(request, "referrals/out_of_order.html", {"desks": desks}, status=503)
