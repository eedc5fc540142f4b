"""Database constraints and validation of the guide's models."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from referrals.flow.model import NONE, Kind
from referrals.models import Cue, Flow, Option, Outcome, Question
from referrals.models.phrases import MAX_LENGTH
from tests.pages import filled_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def row() -> Flow:
    return Flow.objects.create(slug="proef")


@pytest.fixture
def route(row: Flow) -> Question:
    return Question.objects.create(flow=row, slug="proef-vraag", name="proef", kind=Kind.ROUTE)


@pytest.fixture
def end(row: Flow) -> Outcome:
    return Outcome.objects.create(flow=row, slug="proef-einde")


def refused(**values):
    with pytest.raises(IntegrityError), transaction.atomic():
        Option.objects.create(**values)


def test_an_answer_of_a_route_question_has_exactly_one_goal(route, end):
    refused(question=route, slug="geen-doel")
    refused(question=route, slug="twee", goal_question=route, goal_outcome=end)
    Option.objects.create(question=route, slug="een", goal_outcome=end)


@pytest.mark.parametrize("kind", [Kind.SIDE_ONE, Kind.SIDE_MANY])
def test_an_answer_of_a_side_question_has_no_goal(row, end, kind):
    side = Question.objects.create(flow=row, slug="bij", name="bij", kind=kind)
    refused(question=side, slug="fout", goal_outcome=end)
    Option.objects.create(question=side, slug="goed")


def test_the_answer_none_is_reserved(route, end):
    refused(question=route, slug=NONE, goal_outcome=end)


def test_an_answer_stands_once_in_its_question(route, end):
    Option.objects.create(question=route, slug="ja", goal_outcome=end)
    refused(question=route, slug="ja", goal_outcome=end)


@pytest.mark.parametrize(("field", "value"), [("kind", "other"), ("name", "wijzig")])
def test_a_question_has_a_known_kind_and_a_free_name(row, field, value):
    values = {"slug": "q", "name": "q", "kind": Kind.ROUTE, field: value}
    with pytest.raises(IntegrityError), transaction.atomic():
        Question.objects.create(flow=row, **values)


def test_what_an_answer_leads_to_cannot_be_deleted(route, end):
    Option.objects.create(question=route, slug="ja", goal_outcome=end)
    with pytest.raises(ProtectedError):
        end.delete()


def test_a_question_with_answers_keeps_its_kind(route, end):
    Option.objects.create(question=route, slug="ja", goal_outcome=end)
    route.kind = Kind.SIDE_ONE
    route.text_nl = route.text_en = route.why_nl = route.why_en = "x"
    with pytest.raises(ValidationError, match="antwoorden"):
        route.full_clean()


def test_a_question_needs_both_languages(row):
    question = Question(flow=row, slug="q", name="q", kind=Kind.ROUTE, text_nl="Vraag?")
    with pytest.raises(ValidationError) as caught:
        question.full_clean()
    assert {"text_en", "why_nl", "why_en"} <= set(caught.value.message_dict)


def test_a_form_says_that_a_goal_is_missing_or_one_too_many(admin_client):
    option = Option.objects.filter(question__kind="route", goal_outcome__isnull=False).first()
    address = f"/beheer/referrals/option/{option.pk}/change/"
    other = Question.objects.exclude(pk=option.question_id).first().pk
    for goals in ({"goal_outcome": None}, {"goal_question": str(other)}):
        response = admin_client.post(address, filled_in(admin_client, address, **goals))
        assert response.status_code == 200
        assert "precies één" in response.content.decode()
    without = filled_in(admin_client, address, question=None)
    assert admin_client.post(address, without).status_code == 200


def cue(flow: Flow, **values) -> Cue:
    words = {"phrases_nl": "meisje", "phrases_en": "girl"}
    return Cue(flow=flow, **{"slug": "proef", "kind": "person", **words, **values})


def test_a_cue_stands_once_in_its_guide_and_is_of_a_known_kind(row):
    cue(row).save()
    for wrong in (cue(row), cue(row, slug="x", kind="other")):
        with pytest.raises(IntegrityError), transaction.atomic():
            wrong.save()
    cue(Flow.objects.create(slug="proef-twee")).save()


def test_a_doubt_says_why_no_desk_is_certain(row):
    cue(row).full_clean()
    cue(row, kind="doubt", says_nl="Een meisje.", says_en="A girl.").full_clean()
    with pytest.raises(ValidationError) as caught:
        cue(row, kind="doubt").full_clean()
    assert set(caught.value.message_dict) == {"says_nl", "says_en"}


def test_phrases_are_in_both_languages(row, route, end):
    with pytest.raises(ValidationError) as caught:
        cue(row, phrases_en="").full_clean()
    assert "phrases_en" in caught.value.message_dict
    option = Option(question=route, slug="ja", goal_outcome=end, label_nl="Ja", label_en="Yes")
    option.full_clean()
    option.hints_en = "perhaps"
    with pytest.raises(ValidationError) as caught:
        option.full_clean()
    assert set(caught.value.message_dict) == {"hints_nl"}


def test_phrases_are_not_endless(route, end):
    option = Option(question=route, slug="ja", goal_outcome=end, label_nl="Ja", label_en="Yes")
    option.phrases_nl = option.phrases_en = "chantage\n" * (MAX_LENGTH // 9 + 1)
    with pytest.raises(ValidationError) as caught:
        option.full_clean()
    assert {"phrases_nl", "phrases_en"} <= set(caught.value.message_dict)
