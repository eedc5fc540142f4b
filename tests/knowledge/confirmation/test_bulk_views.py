"""Bulk confirmation: the selection is listed and counted first, then confirmed with one reason."""

import pytest
from django.urls import reverse

from knowledge.models import ContactDetail, Verification
from tests.knowledge.confirmation.factories import checks_of, edit_value, get_detail, state_of

pytestmark = pytest.mark.django_db

LIST, TOGETHER = "/beheer/controleren/lijst/", "/beheer/controleren/samen/"
REASON = {"method": "website", "note": "Alle sites nagekeken"}


def tokens(client):
    """Token of each detail in the list by slug."""
    return {item.detail.slug: token for item, token in client.get(LIST).context["rows"]}


def test_nothing_is_written_before_it_was_shown_and_counted(admin_client):
    selection = list(tokens(admin_client).values())[:3]
    response = admin_client.post(TOGETHER, {"item": selection})
    html = response.content.decode()
    assert "3 contactgegevens: kloppen ze nog?" in html
    assert response.context["count"] == 3
    assert Verification.objects.count() == 0


def test_all_are_confirmed_with_one_reason(admin_client):
    by_slug = tokens(admin_client)
    response = admin_client.post(
        TOGETHER, {"item": list(by_slug.values()), "do": "1", **REASON}, follow=True
    )
    assert f"{len(by_slug)} contactgegevens bevestigd." in response.content.decode()
    assert Verification.objects.count() == len(by_slug)
    assert set(Verification.objects.values_list("note", "method")) == {
        ("Alle sites nagekeken", "website")
    }


@pytest.mark.parametrize("missing", ["method", "note"])
def test_a_reason_and_a_way_are_needed(admin_client, missing):
    selection = list(tokens(admin_client).values())[:2]
    sent = {"item": selection, "do": "1", **REASON, missing: ""}
    response = admin_client.post(TOGETHER, sent)
    assert missing in response.context["form"].errors
    assert response.context["count"] == 2
    assert Verification.objects.count() == 0


def test_what_changed_meanwhile_is_named_and_left_out(admin_client):
    by_slug = tokens(admin_client)
    selection = [by_slug["comensha-telefoon"], by_slug["shop-den-haag-telefoon"]]
    edit_value(get_detail(), "033 448 11 87")
    shown = admin_client.post(TOGETHER, {"item": selection})
    assert shown.context["count"] == 1
    assert "wordt overgeslagen" in shown.content.decode()
    done = admin_client.post(TOGETHER, {"item": selection, "do": "1", **REASON}, follow=True)
    html = done.content.decode()
    assert "1 contactgegeven bevestigd." in html
    assert "CoMensha, Telefoon 033 448 11 87" in html
    assert checks_of(get_detail()) == []
    assert len(checks_of(get_detail("shop-den-haag-telefoon"))) == 1


@pytest.mark.parametrize("item", [[], ["x"], ["1-2"], ["1-2-3\x00"], ["9" * 30 + "-1-1"]])
def test_a_choice_that_cannot_be_read_is_said(admin_client, item):
    response = admin_client.post(TOGETHER, {"item": item, "do": "1", **REASON}, follow=True)
    assert response.status_code == 200
    assert 'class="error"' in response.content.decode()
    assert Verification.objects.count() == 0


def test_an_empty_page_leads_back_to_the_list(admin_client):
    assert admin_client.get(TOGETHER).url == LIST


def test_the_list_of_all_details_leads_to_the_same_page(admin_client):
    detail = get_detail()
    address = reverse("admin:knowledge_contactdetail_changelist")
    sent = {"action": "confirm_together", "_selected_action": [detail.pk]}
    response = admin_client.post(address, sent)
    assert response.context["count"] == 1
    [selected] = response.context["selected"]
    assert selected.detail == detail
    assert Verification.objects.count() == 0
    admin_client.post(TOGETHER, {"item": selected.token, "do": "1", **REASON})
    assert len(checks_of(detail)) == 1


def test_the_lists_can_be_narrowed_to_a_state(admin_client):
    detail = get_detail()
    admin_client.post(TOGETHER, {"item": tokens(admin_client)[detail.slug], "do": "1", **REASON})
    address = reverse("admin:knowledge_contactdetail_changelist")
    confirmed = admin_client.get(address, {"staat": "confirmed"}).context["cl"].queryset
    never = admin_client.get(address, {"staat": "never"}).context["cl"].queryset
    assert list(confirmed) == [detail]
    assert never.count() == ContactDetail.objects.count() - 1
    assert admin_client.get(address, {"staat": "x"}).status_code == 200
    assert "bevestigd (" in admin_client.get(address).content.decode()
    assert state_of(detail).check
