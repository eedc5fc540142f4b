"""The work queue: what an editor should check first, and what not yet."""

from datetime import timedelta

import pytest
from django.utils import timezone

from knowledge.confirmation.checks import cannot_reach, confirm
from knowledge.confirmation.queue import build_queue, position_in
from knowledge.models import ContactDetail, Service, Status
from tests.knowledge.confirmation.factories import (
    get_detail,
    get_editor,
    make_answer,
    make_proposal,
    state_of,
)

pytestmark = pytest.mark.django_db

NOW = timezone.now()


def confirmed(slug, days_ago, answer=confirm):
    detail = get_detail(slug)
    answer(detail.pk, state_of(detail), make_answer(at=NOW - timedelta(days=days_ago)))
    return detail


def waiting(state=""):
    details = ContactDetail.objects.in_use(on=timezone.localdate(NOW))
    return [item.detail.slug for item in build_queue(details, get_editor(), at=NOW, state=state)]


def test_the_most_urgent_comes_first():
    confirmed("veilig-thuis-telefoon", 170)
    confirmed("noodnummer-112-telefoon", 200)
    confirmed("helpwanted-telefoon", 2, cannot_reach)
    make_proposal(
        get_detail("vraag-het-de-politie-website"), value="https://www.vraaghetdepolitie.nl/x"
    )
    confirmed("comensha-telefoon", 1)
    order = waiting()
    assert order[:3] == [
        "helpwanted-telefoon",
        "vraag-het-de-politie-website",
        "noodnummer-112-telefoon",
    ]
    assert order[3] == "centrum-seksueel-geweld-telefoon"  # never, and high on the home page
    assert order[-1] == "veilig-thuis-telefoon"
    assert "comensha-telefoon" not in order


def test_what_could_not_be_reached_is_left_alone_for_a_day():
    confirmed("helpwanted-telefoon", 0.5, cannot_reach)
    assert "helpwanted-telefoon" not in waiting()
    assert waiting("unreachable") == ["helpwanted-telefoon"]


def test_a_state_can_be_asked_for():
    confirmed("comensha-telefoon", 1)
    assert waiting("confirmed") == ["comensha-telefoon"]


def test_what_visitors_cannot_see_waits_for_nobody():
    Service.objects.filter(slug="comensha").update(status=Status.DRAFT)
    ContactDetail.objects.filter(slug="shop-den-haag-telefoon").update(status=Status.ARCHIVED)
    assert not {"comensha-telefoon", "comensha-email", "shop-den-haag-telefoon"} & set(waiting())


def test_an_own_proposal_waits_for_someone_else():
    make_proposal(get_detail(), made_by=get_editor())
    assert "comensha-telefoon" not in waiting()


def test_the_place_says_what_comes_next():
    details = ContactDetail.objects.in_use(on=timezone.localdate(NOW))
    items = build_queue(details, get_editor(), at=NOW)
    pks = [item.detail.pk for item in items]
    second = position_in(items, pks[1])
    assert (second.number, second.total, second.following) == (2, len(pks), pks[2])
    assert position_in(items, pks[-1]).following is None
    elsewhere = position_in(items, 987654321)
    assert elsewhere.current == pks[0]
    assert elsewhere.following_after(987654321) == pks[0]
    assert position_in([], None).current is None


def test_the_queue_is_one_query(django_assert_num_queries):
    by = get_editor()
    with django_assert_num_queries(1):
        build_queue(ContactDetail.objects.in_use(on=timezone.localdate(NOW)), by, at=NOW)
