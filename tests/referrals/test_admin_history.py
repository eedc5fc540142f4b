"""History of the guide: answers are part of their question's history, and are recovered with it."""

import pytest
from django.urls import reverse

from knowledge.history.recording import DELETED, single_history_entry
from referrals.models import Cue, Flow, Option, OptionService, Outcome, OutcomeService, Question
from tests.knowledge.editing.change_pages import address, filled, history_page, save, version_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def question():
    """A question that nothing leads to, with two answers, one of which adds a desk."""
    flow, outcome = Flow.objects.first(), Outcome.objects.first()
    made = Question.objects.create(
        flow=flow,
        slug="proef",
        name="proef",
        kind="route",
        text_nl="Een proef?",
        text_en="A trial?",
        why_nl="Om te proberen",
        why_en="To try",
    )
    for slug in ("ja", "nee"):
        Option.objects.create(
            question=made, slug=slug, label_nl=slug, label_en=slug, goal_outcome=outcome
        )
    OptionService.objects.create(
        option=made.options.get(slug="ja"),
        service=OutcomeService.objects.first().service,
        reason_nl="Omdat",
        reason_en="Because",
    )
    return made


def test_a_changed_answer_stands_in_the_history_of_its_question(admin_client, question):
    save(admin_client, question, **{"options-0-label_nl": "jazeker"}, change_reason="Duidelijker")
    html = admin_client.get(history_page(question)).content.decode()
    assert "jazeker" in html
    assert "Duidelijker" in html
    assert "Antwoord (Nederlands)" in html
    entry = Option.objects.get(label_nl="jazeker").history.last()
    seen = Option.objects.get(label_nl="jazeker").version
    page = version_page(question, entry)
    admin_client.post(page, {"reason": "Terug", "seen": seen})
    assert not Option.objects.filter(label_nl="jazeker").exists()
    assert question.options.filter(slug="ja", label_nl="ja").exists()


def test_an_answer_removed_from_its_question_is_told_with_the_reason(admin_client, question):
    gone = question.options.get(slug="nee")
    page = admin_client.get(address(question, "change", question.pk))
    (inline,) = page.context["inline_admin_formsets"]
    prefix = next(form.prefix for form in inline.formset.initial_forms if form.instance == gone)
    sent = filled(admin_client, question, change_reason="Te veel")
    response = admin_client.post(
        address(question, "change", question.pk), {**sent, f"{prefix}-DELETE": "on"}
    )
    assert response.status_code == 302
    entry = Option.history.get(id=gone.pk, history_type=DELETED)
    assert entry.history_change_reason == "Te veel"
    assert "Te veel" in admin_client.get(history_page(question)).content.decode()


def test_a_question_comes_back_with_its_answers_and_what_they_add(admin_client, question):
    pk, options = question.pk, set(question.options.values_list("pk", "slug"))
    added = OptionService.objects.get(option__question=question).pk
    assert admin_client.post(address(question, "delete", pk), {"post": "yes"}).status_code == 302
    assert not Option.objects.filter(question_id=pk).exists()
    html = admin_client.get(reverse("deleted")).content.decode()
    assert "Een proef?" in html
    assert html.count("/beheer/verwijderd/referrals.") == 1
    entry = Question.history.get(id=pk, history_type=DELETED)
    page = reverse("deleted_row", args=["referrals.question", entry.history_id])
    admin_client.post(page, {"reason": "Per ongeluk"})
    back = Question.objects.get(pk=pk)
    assert set(back.options.values_list("pk", "slug")) == options
    assert OptionService.objects.get(pk=added).reason_en == "Because"
    assert back.text_en == "A trial?"


def test_what_points_to_a_question_still_keeps_it(admin_client, question):
    option = Option.objects.filter(goal_outcome__isnull=False).exclude(question=question).first()
    with single_history_entry(option):
        option.goal_question, option.goal_outcome = question, None
        option.save()
    admin_client.post(address(question, "delete", question.pk), {"post": "yes"})
    assert Question.objects.filter(pk=question.pk).exists()


def test_the_history_of_the_guide_does_not_ask_more_for_more_rows(
    admin_client, django_assert_max_num_queries
):
    with django_assert_max_num_queries(60):
        html = admin_client.get(history_page(Flow.objects.first())).content.decode()
    assert "praktijkcasus:" in html.lower()  # its newest parts


def test_a_desk_of_an_outcome_stands_in_its_history(admin_client):
    desk = OutcomeService.objects.select_related("outcome", "service").first()
    with single_history_entry(desk, "Beter uitgelegd"):
        desk.reason_nl = "Een andere reden"
        desk.save()
    html = admin_client.get(history_page(desk.outcome)).content.decode()
    assert "Een andere reden" in html
    assert str(desk.service) in html


def test_an_outcome_lists_what_was_deleted(admin_client):
    for model in (Question, Option, Outcome):
        html = admin_client.get(address(model, "changelist")).content.decode()
        assert reverse("deleted") in html


def test_a_stand_in_is_edited_with_the_guide_and_stands_in_its_history(admin_client):
    guide = Flow.objects.get()
    assert guide.stand_ins.count() > 1
    first = guide.stand_ins.first()
    save(admin_client, guide, **{"stand_ins-0-reason_nl": "Vannacht."}, change_reason="Korter")
    first.refresh_from_db()
    assert first.reason_nl == "Vannacht."
    html = admin_client.get(history_page(guide)).content.decode()
    assert "Vannacht." in html
    assert "Vervangend loket" in html


def test_a_stand_in_for_a_group_that_does_not_exist_is_refused(admin_client):
    guide = Flow.objects.get()
    save(admin_client, guide, **{"stand_ins-0-groups": "nobody"}, change_reason="Fout")
    assert not guide.stand_ins.filter(groups="nobody").exists()


def test_phrases_of_an_answer_stand_in_the_history_of_its_question(admin_client, question):
    yes = question.options.get(slug="ja")
    html = admin_client.get(address(yes, "change", yes.pk)).content.decode()
    assert "<code>prostitu*</code>" in html  # how phrases are written
    sent = {"phrases_nl": "chanteert", "phrases_en": "blackmails", "when_said": "on"}
    save(admin_client, yes, **sent, change_reason="Zo zeggen ze het")
    yes.refresh_from_db()
    assert (yes.phrases_nl, yes.phrases_en, yes.when_said) == ("chanteert", "blackmails", True)
    html = admin_client.get(history_page(question)).content.decode()
    assert "blackmails" in html
    assert "Formuleringen (Nederlands)" in html


def test_a_cue_has_a_page_and_stands_in_the_history_of_the_guide(admin_client):
    guide = Flow.objects.get()
    cue = Cue.objects.create(
        flow=guide, slug="proef", kind="doubt", phrases_nl="x", phrases_en="x", says_nl="x",
        says_en="x",
    )  # fmt: skip
    html = admin_client.get(address(cue, "change", cue.pk)).content.decode()
    assert "<code>prostitu*</code>" in html
    assert save(admin_client, cue, says_nl="", says_en="").status_code == 200
    save(admin_client, cue, says_nl="Het gaat om een meisje.", change_reason="Duidelijker")
    html = admin_client.get(history_page(guide)).content.decode()
    assert "Het gaat om een meisje." in html
    assert "Kenmerk van een zin" in html
    assert admin_client.get(address(Cue, "changelist"), {"q": "meisje"}).status_code == 200
