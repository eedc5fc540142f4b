"""Form input is not lost when it cannot be stored."""

import pytest
from django.db import OperationalError
from django.urls import reverse

from knowledge.confirmation.reports import views as report_views
from knowledge.models import CorrectionReport

pytestmark = pytest.mark.django_db

REPORT = "/loketten/comensha/melden/"


@pytest.fixture
def no_room(monkeypatch):
    def refuse(*_arguments, **_named):
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(CorrectionReport, "save", refuse)
    monkeypatch.setattr("django.db.models.query.QuerySet.create", refuse)


def test_a_report_that_cannot_be_stored_can_be_sent_again(client, no_room):
    part = client.get(REPORT).context["form"].fields["part"].choices[-1][0]
    sent = {"part": part, "message": 'Het nummer is "veranderd" <b>', "unknown": "ook"}
    client.raise_request_exception = False
    response = client.post(REPORT, sent)
    html = response.content.decode()
    assert response.status_code == 503
    assert "Nog niet opgeslagen" in html
    assert "&lt;b&gt;" in html
    assert "<b>" not in html.partition("<form method")[2].partition("</form>")[0]
    assert f'action="{REPORT}"' in html
    assert CorrectionReport.objects.count() == 0


def test_a_password_is_never_shown_again(client, monkeypatch):
    def refuse(*_arguments, **_named):
        raise OperationalError

    monkeypatch.setattr("portal.accounts.adapter.AccountAdapter.pre_login", refuse)
    monkeypatch.setattr("allauth.account.auth_backends.AuthenticationBackend.authenticate", refuse)
    client.raise_request_exception = False
    response = client.post(
        reverse("account_login"), {"login": "a@voorbeeld.example", "password": "geheim-1234"}
    )
    assert response.status_code == 503
    assert "geheim" not in response.content.decode()


def test_other_faults_are_not_called_an_outage(client, monkeypatch):
    def fail(*_arguments, **_named):
        raise ValueError

    client.raise_request_exception = False
    monkeypatch.setattr(report_views, "get_object_or_404", fail)
    assert client.get(REPORT).status_code == 500
