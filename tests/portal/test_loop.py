"""The life cycle of a contact detail, through the pages of an editor."""

import re

import pytest
from django.urls import reverse

from knowledge.models import ContactDetail, Verification

pytestmark = pytest.mark.django_db

NUMBER, NEW = "033 448 11 86", "033 448 11 87"


def card(client, detail) -> dict[str, str]:
    """The hidden fields of the card of `detail`."""
    html = client.get(f"/beheer/controleren/?detail={detail.pk}").content.decode()
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', html))


def unconfirmed(page) -> int:
    """The number of unconfirmed contact details on the page."""
    return page.content.decode().count("chip unconfirmed")


def test_due_confirm_history_restore(client, client_of):
    editor = client_of("editor")
    detail = ContactDetail.objects.get(slug="comensha-telefoon")
    desk = "/loketten/comensha/"
    before = unconfirmed(client.get(desk))

    hidden = card(editor, detail)
    answer = {**hidden, "answer": "changed", "value": NEW, "method": "called", "note": "Gebeld"}
    page = editor.post(f"/beheer/controleren/?detail={detail.pk}", answer)
    assert page.status_code == 302, page.content.decode()
    shown = client.get(desk).content.decode()
    assert NEW in shown
    assert unconfirmed(client.get(desk)) == before - 1
    check = Verification.objects.get()
    assert (check.value, check.result, check.by.email) == (
        NEW,
        "changed",
        "editor@voorbeeld.example",
    )

    history = reverse("admin:knowledge_contactdetail_history", args=[detail.pk])
    html = editor.get(history).content.decode()
    assert "Gebeld" in html
    assert "editor@voorbeeld.example" in html
    first = detail.history.order_by("history_date", "history_id").first()
    version = reverse(
        "admin:knowledge_contactdetail_version", args=[detail.pk, "contactdetail", first.history_id]
    )
    seen = editor.get(version).context["form"].initial["seen"]
    assert editor.post(version, {"reason": "Toch het oude", "seen": seen}).status_code == 302
    shown = client.get(desk).content.decode()
    assert NUMBER in shown
    assert NEW not in shown
    assert unconfirmed(client.get(desk)) == before
