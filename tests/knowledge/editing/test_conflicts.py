"""Two editors on one record: the second sees both versions and loses nothing."""

import pytest
from django.test import Client
from django.urls import reverse

from knowledge.models import ContactDetail, Organisation, Service, Source
from referrals.models import Question
from tests.pages import filled_in

pytestmark = pytest.mark.django_db


def address(row) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


@pytest.fixture
def fier() -> Organisation:
    return Organisation.objects.get(slug="fier")


@pytest.fixture
def second(django_user_model) -> Client:
    user = django_user_model.objects.create_superuser("tweede", "tweede@redactie.example")
    client = Client()
    client.force_login(user)
    return client


def test_the_second_is_told_and_sees_both(admin_client, second, fier):
    first, other = (filled_in(client, address(fier)) for client in (admin_client, second))
    admin_client.post(address(fier), {**first, "summary_nl": "Van de eerste"})
    page = second.post(address(fier), {**other, "summary_nl": "Van de tweede"})
    html = page.content.decode()
    assert page.status_code == 200
    assert "Van de eerste" in html
    assert page.context["adminform"].form["summary_nl"].value() == "Van de tweede"
    assert "admin" in html[html.index("collision") : html.index("Van de eerste")]
    fier.refresh_from_db()
    assert fier.summary_nl == "Van de eerste"


def test_saving_again_is_a_decision(admin_client, second, fier):
    other = {**filled_in(second, address(fier)), "summary_nl": "Van de tweede"}
    admin_client.post(
        address(fier), filled_in(admin_client, address(fier), summary_nl="Van de eerste")
    )
    page = second.post(address(fier), other)
    newest = str(page.context["adminform"].form["version"].value())
    assert second.post(address(fier), {**other, "version": newest}).status_code == 302
    fier.refresh_from_db()
    assert fier.summary_nl == "Van de tweede"


def test_a_field_that_only_the_other_changed_is_taken_over(admin_client, second, fier):
    other = {**filled_in(second, address(fier)), "summary_nl": "Van de tweede"}
    admin_client.post(address(fier), filled_in(admin_client, address(fier), kind="expertise"))
    form = second.post(address(fier), other).context["adminform"].form
    assert form["kind"].value() == "expertise"
    assert form["summary_nl"].value() == "Van de tweede"
    assert [field.both for field in form.conflict.fields] == [False]


def test_related_records_conflict_too(admin_client, second, fier):
    sources = list(Source.objects.values_list("pk", flat=True)[:3])
    fier.sources.set(sources[:1])
    mine = filled_in(second, address(fier), sources=[*sources[:1], sources[1]])
    theirs = filled_in(admin_client, address(fier), sources=[*sources[:1], sources[2]])
    admin_client.post(address(fier), theirs)
    form = second.post(address(fier), mine).context["adminform"].form
    (field,) = form.conflict.fields
    assert field.both
    assert str(Source.objects.get(pk=sources[2])) in field.theirs
    assert str(Source.objects.get(pk=sources[1])) in field.mine


def test_saved_without_a_change_is_no_conflict(admin_client, second, fier):
    mine = filled_in(second, address(fier), summary_nl="Van de tweede")
    admin_client.post(address(fier), filled_in(admin_client, address(fier)))
    assert second.post(address(fier), mine).status_code == 302


def test_a_part_that_somebody_else_corrected_is_not_overwritten(admin_client, second):
    service = Service.objects.get(slug="comensha")
    detail = service.contact_details.get(slug="comensha-telefoon")
    mine = filled_in(second, address(service), change_reason="test")
    value = next(name for name, sent in mine.items() if sent == detail.value)
    mine[value.replace("value", "label_nl")] = "Van de tweede"
    mine[value.replace("value", "label_en")] = "Of the second"
    theirs = filled_in(admin_client, address(detail), value="033 448 11 87", change_reason="gebeld")
    assert admin_client.post(address(detail), theirs).status_code == 302
    page = second.post(address(service), mine)
    assert page.status_code == 200
    assert [
        field.theirs for conflict in page.context["conflicts"] for field in conflict.fields
    ] == ["033 448 11 87"]
    assert "Van de tweede" in page.content.decode()
    assert ContactDetail.objects.get(pk=detail.pk).value == "033 448 11 87"


def test_the_guide_is_guarded_as_well(admin_client, second):
    question = Question.objects.get(slug="gevaar")
    mine = filled_in(second, address(question), text_nl="Van de tweede?")
    theirs = filled_in(admin_client, address(question), text_nl="Van de eerste?")
    saved = admin_client.post(address(question), theirs)
    assert saved.status_code == 302, saved.context["errors"]
    page = second.post(address(question), mine)
    assert "Van de eerste?" in page.content.decode()
    question.refresh_from_db()
    assert question.text_nl == "Van de eerste?"


def test_a_version_that_was_made_up_is_refused(admin_client, fier):
    sent = filled_in(admin_client, address(fier), version="7:gemaakt", summary_nl="Anders")
    assert admin_client.post(address(fier), sent).status_code == 400
    fier.refresh_from_db()
    assert fier.summary_nl != "Anders"
