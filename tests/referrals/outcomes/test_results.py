from datetime import datetime
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser

from knowledge.models import ContactDetail, LegalArticle, Service
from knowledge.values.hours.opening_hours import ZONE
from referrals.flow.answering import Rank
from referrals.flow.resolving import Position
from referrals.models import Case, Flow, StandIn
from referrals.outcomes.results import Result, build_result
from referrals.releases.publishing import current_guide, publish
from tests.referrals.vocabulary import walk

pytestmark = pytest.mark.django_db

NIGHT = datetime(2026, 11, 21, 23, 0, tzinfo=ZONE)
MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=ZONE)
ADULT = {
    "gevaar": "nee",
    "rol": "zorg",
    "leeftijd": "18-plus",
    "opvang": "nee",
    "omstandigheden": "geen",
}


def shown(at: datetime, **answers: str):
    guide = current_guide()
    assert guide is not None
    position = walk(guide.flow).answer(**{**ADULT, **answers}).position
    return build_result(position, AnonymousUser(), at)


def test_a_desk_that_is_open_is_called_itself():
    outcome = shown(MONDAY, situatie="uitgebuit", politie="nee")
    assert outcome.first.desk.service.slug == "comensha"
    assert outcome.call_instead is None


def slugs(desks) -> list[str]:
    return [item.desk.service.slug for item in desks]


def test_what_fits_best_follows_directly_while_it_is_closed():
    tonight = shown(NIGHT, situatie="uitgebuit", politie="nee", opvang="ja")
    assert slugs([tonight.first, tonight.fits_best]) == ["politie-geen-spoed", "comensha"]
    assert tonight.fits_best.desk.phone.hours.opens_at == datetime(2026, 11, 23, 9, tzinfo=ZONE)
    assert {"politie-geen-spoed", "comensha"}.isdisjoint(slugs(tonight.others))


def test_stand_ins_are_there_only_while_no_desk_of_the_outcome_answers():
    exploited = {"situatie": "uitgebuit", "politie": "nee"}
    night, day = shown(NIGHT, **exploited), shown(MONDAY, **exploited)
    assert night.first.desk.service.slug == "centrum-seksueel-geweld"
    assert night.first.rank == Rank.STAND_IN
    assert day.fits_best is None
    assert Rank.STAND_IN not in {item.rank for item in day.others}


def test_who_wants_to_stay_anonymous_keeps_that_line_in_sight_while_it_is_closed():
    result = shown(NIGHT, rol="hotel", anoniem="ja")
    assert result.first.answers_now
    assert slugs([result.fits_best]) == ["meld-misdaad-anoniem"]


def test_a_stand_in_that_an_answer_added_is_shown_once_with_both_reasons():
    StandIn.objects.all().delete()
    StandIn.objects.create(
        flow=Flow.objects.get(),
        service=Service.objects.get(slug="politie-geen-spoed"),
        reason_nl="Vervangt.",
        reason_en="Stands in.",
        position=0,
    )
    Case.objects.all().delete()  # some need the stand-ins that ship
    publish(Flow.objects.get(), by=None, reason="")
    tonight = shown(NIGHT, situatie="uitgebuit", politie="nee", opvang="ja")
    assert tonight.first.desk.service.slug == "politie-geen-spoed"
    assert tonight.first.reasons[0] == "Vervangt."
    assert len(tonight.first.reasons) == 2
    assert "politie-geen-spoed" not in slugs(tonight.others)


def test_a_desk_that_fits_better_comes_first_and_says_why():
    plain = shown(MONDAY, situatie="uitgebuit", politie="nee")
    better = shown(MONDAY, situatie="uitgebuit", politie="ja")
    assert slugs([plain.first, better.first]) == ["comensha", "politie-avim"]
    assert better.first.rank == Rank.OWN
    assert slugs(better.on_paper)[:2] == ["politie-avim", "comensha"]


def test_what_an_answer_adds_follows_the_desks_of_the_outcome():
    result = shown(MONDAY, situatie="uitgebuit", omstandigheden="lhbtiq")
    ranks = [item.rank for item in result.desks if item.rank != Rank.STAND_IN]
    assert ranks == sorted(ranks)
    assert slugs(result.desks).index("roze-in-blauw") > slugs(result.desks).index("comensha")


def test_a_desk_that_is_not_for_him_never_comes_first():
    own_number = {"situatie": "uitgebuit", "politie": "ja"}
    assert shown(NIGHT, **own_number).first.desk.service.slug == "politie-avim"
    Service.objects.filter(slug="politie-avim").update(not_for_groups="exploited")
    assert shown(NIGHT, **own_number).first.desk.service.slug == "centrum-seksueel-geweld"
    assert shown(NIGHT, **own_number).on_paper[0].desk.service.slug != "politie-avim"


def test_a_restricted_stand_in_is_hidden_from_visitors():
    Service.objects.filter(slug="centrum-seksueel-geweld").update(restricted=True)
    night = shown(NIGHT, situatie="uitgebuit", politie="nee")
    assert night.first.desk.service.slug == "politie-geen-spoed"
    assert "centrum-seksueel-geweld" not in slugs([*night.others, *night.on_paper])


def test_paper_keeps_the_order_of_fit_and_names_the_stand_ins_at_any_hour():
    exploited = {"situatie": "uitgebuit", "politie": "nee"}
    by_night, by_day = shown(NIGHT, **exploited), shown(MONDAY, **exploited)
    assert slugs(by_night.on_paper) == slugs(by_day.on_paper)
    assert by_day.on_paper[0].desk.service.slug == "comensha"
    assert "centrum-seksueel-geweld" in slugs(by_day.on_paper)


def test_paper_has_no_stand_ins_where_a_desk_of_the_outcome_always_answers():
    result = shown(NIGHT, leeftijd="onder-18", situatie="uitgebuit", politie="nee")
    assert Rank.STAND_IN not in {item.rank for item in result.on_paper}


def test_an_open_chat_is_what_is_shown_of_a_desk_whose_phone_is_closed():
    desk = Service.objects.get(slug="comensha")
    ContactDetail.objects.create(
        slug="comensha-chat",
        service=desk,
        kind="chat",
        value="https://www.comensha.nl",
        opening_hours="24/7",
        status="published",
    )
    tonight = shown(NIGHT, situatie="uitgebuit", politie="nee")
    assert tonight.first.desk.primary.detail.slug == "comensha-chat"
    assert tonight.fits_best is None


def test_when_nothing_answers_the_best_is_first_and_a_number_is_named():
    ContactDetail.objects.exclude(opening_hours="").update(opening_hours="")
    ContactDetail.objects.filter(service__slug="comensha", kind="phone").delete()
    outcome = shown(NIGHT, situatie="uitgebuit")
    assert outcome.first.desk.service.slug == "comensha"
    assert outcome.first.desk.phone is None
    with_phone = [item for item in outcome.others if item.desk.phone]
    assert outcome.call_instead == with_phone[0]
    assert outcome.fits_best is None


def test_an_emergency_number_has_nothing_before_it():
    assert shown(NIGHT, gevaar="ja").call_instead is None


def test_only_law_that_applies_on_the_day_is_shown():
    LegalArticle.objects.filter(slug="sr-273g").update(in_force_until="2026-11-22")
    answers = {"situatie": "uitgebuit", "politie": "nee"}
    today = {article.slug for article in shown(NIGHT, **answers).articles}
    later = {article.slug for article in shown(MONDAY, **answers).articles}
    assert today - later == {"sr-273g"}


def test_a_position_without_an_outcome_has_no_result():
    with pytest.raises(ValueError):
        build_result(Position(()), AnonymousUser(), NIGHT)


def test_paper_keeps_the_stand_ins_when_only_a_desk_that_is_not_for_him_always_answers():
    def desk(rank, *, always, excluded=False):
        return SimpleNamespace(
            rank=rank,
            desk=SimpleNamespace(always_answers=always),
            excluded=excluded,
            service_slug=f"{rank}{always}",
        )

    by_day = desk(Rank.OWN, always=False)
    not_for_him = desk(Rank.OWN, always=True, excluded=True)
    stand_in = desk(Rank.STAND_IN, always=True)
    result = Result(None, None, (by_day, not_for_him, stand_in), (), (), ())
    assert result.on_paper == (by_day, stand_in)
