"""Public pages of the guide: the answers are in the URL, a page shows one question or outcome."""

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

from knowledge.caching.availability import DATABASE_UNAVAILABLE
from knowledge.caching.public_pages import public_page, public_page_with
from knowledge.desks.home_page import public_home_desks
from knowledge.factsheets.forms import PrintOptionsForm, option_pairs
from knowledge.pdf.document import PrintOptions
from knowledge.pdf.responses import private_pdf_response
from knowledge.regions.suggestions import municipality_names
from referrals.chart.drawing import chart
from referrals.chart.outline import outline
from referrals.flow.model import Kind, Question
from referrals.flow.resolving import Position, Step, resolve
from referrals.flow.snapshot import SnapshotError
from referrals.forms import QuestionForm, RefineForm
from referrals.guide_url import ControlForm, GuideUrl, Pairs, query_pairs, step_to_change, without
from referrals.models import FlowRelease
from referrals.outcomes.content import OutcomeContent, published_guide
from referrals.outcomes.places import ANSWERS, NOWHERE, Places, read_places
from referrals.outcomes.printing import referral_document
from referrals.outcomes.results import build_result
from referrals.releases.draft import GUIDE_SLUG
from referrals.releases.preview import draft_guide, may_preview, preview_key
from referrals.releases.publishing import Guide, read_flow


@never_cache
@public_page_with(ANSWERS)
def guide_page(request: HttpRequest) -> HttpResponse:
    """A question or an outcome of the current release."""
    published = published_guide()
    return _page(request, published.guide, GuideUrl(reverse("guide")), published.content)


@public_page
def guide_map(request: HttpRequest) -> HttpResponse:
    """The current release as a flow diagram and as a list."""
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
    """An outcome of the current release as a PDF.

    Redirects to the page while a question is open or a municipality must still be chosen.
    """
    published = published_guide()
    guide = published.guide
    places, position = _read(request, guide)
    if guide is None or position.broken:
        return _out_of_order(request)
    page = GuideUrl(reverse("guide"), places.params)
    if position.outcome is None:
        return redirect(page.url(position.answers))
    if places.unclear:
        return redirect(page.url(position.answers, **dict(places.unclear)))
    options = PrintOptionsForm(request.GET).options()
    base, control = GuideUrl(reverse("outcome_pdf"), places.params), option_pairs(options)
    if query_pairs(request.GET) != base.pairs(position.answers, **control):
        return redirect(base.url(position.answers, **control))
    result = build_result(position, request.user, timezone.now(), places, public=published.content)
    address = settings.SITE_URL + page.url(position.answers)
    document = referral_document(result, position.steps, places, guide, address=address)
    response = private_pdf_response(document, options, _("Referral").lower())
    response["X-Robots-Tag"] = "noindex"
    return response


@never_cache
def preview(request: HttpRequest) -> HttpResponse:
    """The draft, for editors and for anyone with a signed preview link."""
    key = preview_key(request.GET)
    if not may_preview(request.user, key):
        return render(request, "referrals/no_preview.html", status=403)
    base = GuideUrl(reverse("preview"), (("sleutel", key),) if key else ())
    return _page(request, draft_guide(), base)


@never_cache
def old_release(request: HttpRequest, number: int) -> HttpResponse:
    """An earlier release, for editors who follow up a printed result: it names its release."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if not request.user.has_perm("referrals.view_flowrelease"):
        raise PermissionDenied
    release = get_object_or_404(FlowRelease, flow__slug=GUIDE_SLUG, number=number)
    try:
        guide = Guide(number, release.published_at, read_flow(release), is_current=False)
    except SnapshotError:
        return _out_of_order(request)
    return _page(request, guide, GuideUrl(reverse("old_release", args=[number])))


def _page(
    request: HttpRequest, guide: Guide | None, base: GuideUrl, public: OutcomeContent | None = None
) -> HttpResponse:
    """The question or outcome that the answers in the URL lead to.

    Redirects when the query is not canonical. `public` is the cached content of outcomes that
    every visitor may see; without it outcomes are read from the database.
    """
    places, position = _read(request, guide)
    base = GuideUrl(base.path, (*base.params, *places.params))
    if guide is None or position.broken:
        return _out_of_order(request)
    form = ControlForm(request.GET)
    step = step_to_change(position, form.value("wijzig"))
    question = step.question if step else position.question
    sent = not step and question is not None and form.value("verder") == question.name
    control = _control(step, question, places, sent=sent)
    if query_pairs(request.GET) != base.pairs(position.answers, **control):
        return redirect(base.url(position.answers, **control))
    if question:
        context = _question(position, question, step, base, sent=sent)
        return _rendered(request, "referrals/question.html", context, guide, base)
    context = {
        "result": build_result(position, request.user, timezone.now(), places, public=public),
        "answers": _answers(position, base),
        **_refine(position, base),
        "copies": _copies(position, places) if guide.is_current else {},
        **_places(position, places, base),
    }
    return _rendered(request, "referrals/outcome.html", context, guide, base)


def _control(
    step: Step | None, question: Question | None, places: Places, *, sent: bool
) -> dict[str, str]:
    """Parameters beside the answers in the canonical URL of a page."""
    if step:
        return {"wijzig": step.question.name}
    if question:
        return {"verder": question.name} if sent else {}
    return dict(places.unclear)


def _read(request: HttpRequest, guide: Guide | None) -> tuple[Places, Position]:
    """Parse the query: the municipalities, and the position that its answers lead to."""
    try:
        places = read_places(request.GET, on=timezone.localdate())
    except DATABASE_UNAVAILABLE:  # fall back on the national desks, which serve every municipality
        places = NOWHERE
    answers = dict(request.GET.lists())
    return places, resolve(guide.flow, answers) if guide else Position(())


def _copies(position: Position, places: Places) -> dict[str, str]:
    """URLs of the PDF in its three layouts."""
    base = GuideUrl(reverse("outcome_pdf"), places.params)
    copies = {
        "plain": PrintOptions(),
        "large": PrintOptions(large=True),
        "discreet": PrintOptions(discreet=True),
    }
    return {
        name: base.url(position.answers, **option_pairs(options))
        for name, options in copies.items()
    }


def _places(position: Position, places: Places, base: GuideUrl) -> dict[str, object]:
    """Context of the municipality form: its hidden fields, and each place with linked choices."""
    without_places = GuideUrl(
        base.path, tuple(pair for pair in base.params if pair not in places.params)
    )
    with_choices = [
        (
            place,
            [
                (candidate, without_places.url(_choosing(places.at(place.at(candidate)), position)))
                for candidate in place.choices
            ],
        )
        for place in places.both
    ]
    return {
        "places": with_choices,
        "has_errors": places.unclear,
        "place_hidden_fields": without_places.pairs(position.answers),
        "municipality_names": municipality_names(),
    }


def _choosing(places: Places, position: Position) -> Pairs:
    """The query of the outcome for `places`; the answers are unchanged."""
    return [*places.params, *position.answers, *places.unclear]


def _refine(position: Position, base: GuideUrl) -> dict[str, object]:
    """Context of the form with the side questions, which carries the answers of the way here."""
    if not position.sides:
        return {}
    route = [(step.question.name, value) for step in position.route for value in step.values]
    return {"refine": RefineForm(position), "refine_hidden_fields": base.pairs(route)}


def _question(
    position: Position, question: Question, step: Step | None, base: GuideUrl, *, sent: bool
) -> dict[str, object]:
    """Context of a question's page; `step` is the earlier answer when it is being changed."""
    before = position.steps[: position.steps.index(step)] if step else position.steps
    is_side = question.kind != Kind.ROUTE
    return {
        "form": QuestionForm(question, step.chosen if step else (), sent=sent),
        "question": question,
        "hidden_fields": base.pairs(without(position.answers, question.name)),
        "number": None if is_side else len(before) + 1,
        "at_most": len(position.route) + position.ahead,
        "previous_url": _change_url(position, before[-1], base) if before else None,
        "answers": _answers(position, base, skip=question),
        "changing": step is not None,
        "unchanged_url": base.url(position.answers),
        "from_parent": ("rol", "ouder") in position.answers,
    }


def _rendered(
    request: HttpRequest, template: str, context: dict[str, object], guide: Guide, base: GuideUrl
) -> HttpResponse:
    context = {**context, "guide": guide, "start_url": base.url(), "path": base.path}
    response = render(request, template, context)
    response["X-Robots-Tag"] = "noindex"
    return response


def _answers(
    position: Position, base: GuideUrl, skip: Question | None = None
) -> list[tuple[Step, str]]:
    """The answers so far, each with the URL of the page to change it."""
    return [
        (step, _change_url(position, step, base))
        for step in position.steps
        if skip is None or step.question.slug != skip.slug
    ]


def _change_url(position: Position, step: Step, base: GuideUrl) -> str:
    return base.url(position.answers, wijzig=step.question.name)


def _out_of_order(request: HttpRequest) -> HttpResponse:
    """Status 503 with the desks of the home page, when there is no intact guide to follow."""
    desks = public_home_desks(timezone.now())
    return render(request, "referrals/out_of_order.html", {"desks": desks}, status=503)
