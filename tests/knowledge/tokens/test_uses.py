"""Texts whose token shows nothing, for the editors' first page."""

import pytest
from django.test import Client

from knowledge.models import ContactDetail, Guidance, Service
from knowledge.tokens.uses import empty_tokens

pytestmark = pytest.mark.django_db


def test_the_content_that_ships_has_none():
    assert empty_tokens() == ()


def test_a_hidden_number_is_seen_by_editors_with_every_text_that_names_it(client_of):
    guidance = Guidance.objects.published().first()
    Guidance.objects.filter(pk=guidance.pk).update(do_nl="Bel [tel:comensha].")
    phone = ContactDetail.objects.get(service__slug="comensha", kind="phone")
    phone.restricted = True
    phone.save()
    found = {one.url: one for one in empty_tokens()}
    address = f"/beheer/knowledge/guidance/{guidance.pk}/change/"
    assert str(found[address].token) == "[tel:comensha]"
    html = client_of("editor").get("/beheer/").content.decode()
    assert "Teksten zonder nummer" in html
    assert f'<a href="{address}">' in html


def test_a_text_of_the_guide_and_of_a_sheet_leads_to_where_it_is_edited():
    Service.objects.get(slug="stichting-113")
    ContactDetail.objects.filter(service__slug="stichting-113").update(status="draft")
    Service.objects.get(slug="veilig-thuis").save()
    assert any("/beheer/referrals/outcome/" in one.url for one in empty_tokens())


def test_a_draft_is_no_concern_yet():
    row = Guidance.objects.published().first()
    row.status, row.body_nl = "draft", "Bel [tel:bestaat-niet]."
    row.save()
    assert empty_tokens() == ()


def test_without_any_the_first_page_says_nothing(client_of):
    editor: Client = client_of("editor")
    assert "Teksten zonder nummer" not in editor.get("/beheer/").content.decode()
