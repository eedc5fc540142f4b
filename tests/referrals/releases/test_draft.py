from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.utils import timezone

from knowledge.models import ContactDetail, Service, Status
from referrals import models
from referrals.flow.model import Cue, CueKind, Kind
from referrals.releases import draft

pytestmark = pytest.mark.django_db


def guide():
    return draft.build_flow(models.Flow.objects.get(slug=draft.GUIDE_SLUG))


def test_rows_become_a_flow_with_all_texts():
    question = guide().questions["leeftijd"]
    assert question.kind == Kind.ROUTE
    assert set(question.text) == {"nl", "en"}
    rows = list(models.Option.objects.filter(question__slug="leeftijd"))
    assert [option.slug for option in question.options] == [row.slug for row in rows]
    assert question.options[0].goal == "situatie-jong"
    assert question.options[0].max_age == 17
    assert guide().questions["opvang-jong"].options[0].tonight


def test_earlier_names_and_better_desks_are_read():
    models.Option.objects.filter(question__slug="leeftijd", slug="onder-18").update(aliases="a b")
    assert guide().questions["leeftijd"].options[0].aliases == ("a", "b")
    added = models.OptionService.objects.filter(option__slug="ja", option__question__slug="politie")
    for better in (True, False):
        added.update(fits_better=better)
        yes = next(one for one in guide().questions["politie"].options if one.slug == "ja")
        assert {referral.fits_better for referral in yes.adds} == {better}


def test_phrases_and_cues_are_read_in_order():
    models.Cue.objects.all().delete()
    flow = models.Flow.objects.get(slug=draft.GUIDE_SLUG)
    words = {"phrases_nl": "meisje", "phrases_en": "girl"}
    says = {"says_nl": "Het gaat om een meisje.", "says_en": "It is about a girl."}
    models.Cue.objects.create(flow=flow, slug="b", kind="doubt", position=2, **words, **says)
    models.Cue.objects.create(flow=flow, slug="a", kind="person", position=1, **words)
    both = {"nl": "meisje", "en": "girl"}
    assert guide().cues == (
        Cue("a", CueKind.PERSON, both),
        Cue("b", CueKind.DOUBT, both, {"nl": says["says_nl"], "en": says["says_en"]}),
    )
    rows = models.Option.objects.filter(question__slug="leeftijd", slug="onder-18")
    rows.update(
        phrases_nl="kind\r\nknul", phrases_en="", hints_nl="school", hints_en="", when_said=True
    )
    young = guide().questions["leeftijd"].options[0]
    assert young.phrases == {"nl": "kind\nknul", "en": ""}
    assert young.hints == {"nl": "school", "en": ""}
    assert young.when_said


def test_an_answer_without_phrases_has_none_in_a_release():
    rows = models.Option.objects.filter(question__slug="leeftijd", slug="onder-18")
    for empty in ("", None):
        rows.update(phrases_nl=empty, phrases_en=empty, hints_nl=empty, hints_en=empty)
        young = guide().questions["leeftijd"].options[0]
        assert (young.phrases, young.hints) == ({}, {})


def test_it_takes_the_same_few_queries_whatever_its_size(django_assert_max_num_queries):
    with django_assert_max_num_queries(25):  # the row, sixteen for the guide, eight for its cases
        guide()


def test_facts_of_desks_are_what_the_checks_need():
    facts = draft.desk_facts()
    whole_day = (1 << 24 * 60) - 1
    assert set(facts["veilig-thuis"].answering.values()) == {whole_day}
    assert set(facts["noodnummer-112"].answering.values()) == {whole_day}
    assert whole_day not in facts["comensha"].answering.values()
    assert facts["nidos"].max_age == 17
    assert facts["meld-misdaad-anoniem"].not_for == {"acute_danger"}
    assert facts["his"].reachable  # no number, but it says how to find it


def test_desks_that_nobody_can_reach_or_see_are_known_as_such():
    ContactDetail.objects.filter(service__slug="veilig-thuis").update(status=Status.DRAFT)
    Service.objects.filter(slug="veilig-thuis").update(how_to_reach_nl="", how_to_reach_en="")
    Service.objects.filter(slug="his").update(restricted=True)
    Service.objects.filter(slug="nidos").update(status=Status.DRAFT)
    facts = draft.desk_facts()
    assert not facts["veilig-thuis"].reachable
    assert not facts["his"].public
    assert "nidos" not in facts


def test_a_desk_is_confirmed_when_its_number_is():
    row = ContactDetail.objects.get(slug="comensha-telefoon")
    mailbox = ContactDetail.objects.get(slug="comensha-email")
    by = get_user_model().objects.create(username="controle")
    now = timezone.now()

    def found_right(detail):
        detail.verifications.create(
            by=by,
            result="confirmed",
            method="called",
            value=detail.value,
            opening_hours=detail.opening_hours,
        )

    found_right(mailbox)
    assert not draft.desk_facts(now)["comensha"].confirmed
    found_right(row)
    assert draft.desk_facts(timezone.now())["comensha"].confirmed
    later = now + timedelta(days=settings.CONFIRMED_FOR_DAYS + 1)
    assert not draft.desk_facts(later)["comensha"].confirmed
