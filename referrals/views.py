"""The guide: answers in the address, one question or one outcome on the page."""

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from knowledge.desks import desk
from knowledge.models import Service
from referrals.address import ControlForm, guide_url, pairs, step_to_change, without
from referrals.flow import Position, Question, Step, resolve
from referrals.forms import QuestionForm
from referrals.releases import Guide, current_guide
from referrals.results import result


@never_cache
def walk(request: HttpRequest) -> HttpResponse:
    guide = current_guide()
    position = resolve(guide.flow, dict(request.GET.lists())) if guide else Position(())
    if guide is None or position.broken:
        return _out_of_order(request)
    control = ControlForm(request.GET)
    step = step_to_change(position, control.value("wijzig"))
    asked = step.question if step else position.question
    sent = not step and asked is not None and control.value("verder") == asked.name
    address = [*position.answers]
    if step:
        address.append(("wijzig", step.question.name))
    elif sent and asked:
        address.append(("verder", asked.name))
    if pairs(request.GET) != address:
        return redirect(guide_url(address))
    if asked:
        return _question(request, position, asked, step, sent=sent)
    return _outcome(request, position, guide)


def _question(
    request: HttpRequest, position: Position, asked: Question, step: Step | None, *, sent: bool
) -> HttpResponse:
    before = position.steps[: position.steps.index(step)] if step else position.steps
    context = {
        "form": QuestionForm(asked, step.chosen if step else (), sent=sent),
        "question": asked,
        "hidden": without(position.answers, asked.name),
        "number": len(before) + 1,
        "at_most": len(position.steps) + position.ahead,
        "previous": _change(position, before[-1]) if before else None,
        "answers": _answers(position, skip=asked),
        "changing": step is not None,
        "unchanged": guide_url(position.answers),
    }
    return _shown(request, "referrals/question.html", context)


def _outcome(request: HttpRequest, position: Position, guide: Guide) -> HttpResponse:
    context = {
        "result": result(position, request.user, timezone.now()),
        "answers": _answers(position),
        "guide": guide,
    }
    return _shown(request, "referrals/outcome.html", context)


def _shown(request: HttpRequest, template: str, context: dict[str, object]) -> HttpResponse:
    response = render(request, template, context)
    response["X-Robots-Tag"] = "noindex"
    return response


def _answers(position: Position, skip: Question | None = None) -> list[tuple[Step, str]]:
    """The answers so far, each with the address where it can be changed."""
    return [
        (step, _change(position, step))
        for step in position.steps
        if skip is None or step.question.slug != skip.slug
    ]


def _change(position: Position, step: Step) -> str:
    return guide_url(position.answers, wijzig=step.question.name)


def _out_of_order(request: HttpRequest) -> HttpResponse:
    """The guide has a fault: say so, and give the numbers that are asked for most."""
    visitor = AnonymousUser()
    services = Service.objects.visible_to(visitor).on_home_page().with_contacts(visitor)
    now = timezone.now()
    desks = [desk(service, now) for service in services]
    return render(request, "referrals/out_of_order.html", {"desks": desks}, status=503)
