"""A report that is sent twice is stored once, without losing one that says something else."""

import re

import pytest
from django.core.cache import cache

from knowledge.models import CorrectionReport
from knowledge.models.review.correction_report import CorrectionReportQuerySet
from tests.knowledge.confirmation.reports.test_views import PAGE, PHONE, SENT, THANKS

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()


def shown_token(client):
    return re.search(r'name="token" value="([\w-]+)"', client.get(PHONE).content.decode())[1]


def test_a_double_click_stores_one_report_and_thanks_twice(client):
    sent = {**SENT, "token": shown_token(client)}
    for _click in range(7):  # more than an address may send in an hour
        response = client.post(PHONE, sent)
        assert (response.status_code, response.url) == (302, THANKS)
    assert CorrectionReport.objects.count() == 1


def test_two_at_the_same_moment_are_told_apart_by_the_database(client, monkeypatch):
    """Both requests looked before either had saved."""
    looked, look = [], CorrectionReportQuerySet.received

    def received(reports, report):
        looked.append(report)
        return len(looked) > 2 and look(reports, report)

    monkeypatch.setattr(CorrectionReportQuerySet, "received", received)
    sent = {**SENT, "token": shown_token(client)}
    assert [client.post(PHONE, sent).status_code for _click in range(2)] == [302, 302]
    assert CorrectionReport.objects.count() == 1


def test_going_back_and_writing_something_else_is_a_second_report(client):
    sent = {**SENT, "token": shown_token(client)}
    client.post(PHONE, sent)
    client.post(PHONE, {**sent, "message": "Het eindigt op 88"})
    client.post(PHONE, {**sent, "reply_to": "a@voorbeeld.example"})
    client.post(PAGE, sent)
    assert CorrectionReport.objects.count() == 4


def test_a_page_opened_anew_may_say_the_same_again(client):
    for _page in range(2):
        client.post(PHONE, {**SENT, "token": shown_token(client)})
    assert CorrectionReport.objects.count() == 2


@pytest.mark.parametrize("token", ["", "\x00", "geen token", "x" * 5_000])
def test_a_report_without_a_token_of_ours_is_kept_too(client, token):
    assert client.post(PHONE, {**SENT, "token": token}).status_code == 302
    assert CorrectionReport.objects.count() == 1


def test_a_form_with_a_mistake_keeps_its_token(client):
    token = shown_token(client)
    html = client.post(PHONE, {**SENT, "message": "", "token": token}).content.decode()
    assert f'name="token" value="{token}"' in html
