"""security.txt, and the check of its settings."""

from datetime import timedelta

import pytest
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone
from sectxt import Parser

from portal.conf import production
from portal.pages.security_txt import check_security_contact

ADDRESS = "/.well-known/security.txt"
WHERE = ["mailto:beveiliging@wijzer.example", "https://wijzer.example/melden/"]


@pytest.fixture
def contact(settings):
    settings.SITE_URL = "https://wijzer.example"
    settings.SECURITY_CONTACT = WHERE
    settings.SECURITY_CONTACT_UNTIL = timezone.localdate() + timedelta(days=300)
    settings.SECURITY_POLICY = "https://wijzer.example/beleid/"


def test_it_is_valid(client, contact):
    response = client.get(ADDRESS)
    read = Parser(response.content, urls=f"https://wijzer.example{ADDRESS}")
    assert (read._errors, read.is_valid()) == ([], True)
    assert [one["code"] for one in read._recommendations] == ["no_encryption", "not_signed"]
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    lines = response.content.decode().splitlines()
    assert lines[:2] == [f"Contact: {one}" for one in WHERE]
    assert lines[-2:] == [
        f"Canonical: https://wijzer.example{ADDRESS}",
        "Policy: https://wijzer.example/beleid/",
    ]


@pytest.mark.django_db
def test_nobody_is_made_up(client, settings):
    settings.SECURITY_CONTACT = []
    assert client.get(ADDRESS).status_code == 404


def test_a_deployment_is_told_what_is_missing_or_old(contact, settings):
    assert check_security_contact(None) == []
    settings.SECURITY_CONTACT_UNTIL = timezone.localdate()
    assert [one.id for one in check_security_contact(None)] == ["portal.W002"]
    settings.SECURITY_CONTACT = []
    assert [one.id for one in check_security_contact(None)] == ["portal.W001"]
    ids = {one.id for one in run_checks(tags=["security"], include_deployment_checks=True)}
    assert "portal.W001" in ids


def set_to(monkeypatch, contact="mailto:a@b.example", until="2000-01-01"):
    monkeypatch.setenv("SECURITY_CONTACT", contact)
    monkeypatch.setenv("SECURITY_CONTACT_UNTIL", until)


def test_contacts_are_read(monkeypatch):
    set_to(monkeypatch, "mailto:a@b.example, tel:+31-10-000-00-00 https://b.example/melden")
    found = production.security_contacts()
    assert found == ["mailto:a@b.example", "tel:+31-10-000-00-00", "https://b.example/melden"]
    assert production.security_contact_until(found).year == 2000  # old, and no reason not to start


@pytest.mark.parametrize("contact", ["a@b.example", "http://b.example", "mailto:a@b", "tel:112x"])
def test_what_is_no_contact_is_refused(monkeypatch, contact):
    set_to(monkeypatch, contact)
    with pytest.raises(ImproperlyConfigured, match="SECURITY_CONTACT must contain"):
        production.security_contacts()


@pytest.mark.parametrize("until", ["soon", "9999-01-01"])
def test_a_day_that_is_none_or_too_far_is_refused(monkeypatch, until):
    set_to(monkeypatch, until=until)
    with pytest.raises(ImproperlyConfigured, match="must be a day such as"):
        production.security_contact_until(["mailto:a@b.example"])


@pytest.mark.parametrize(("contact", "until"), [("mailto:a@b.example", ""), ("", "2027-01-01")])
def test_a_contact_and_its_day_come_together(monkeypatch, contact, until):
    set_to(monkeypatch, contact, until)
    with pytest.raises(ImproperlyConfigured, match="set both, or neither"):
        production.security_contacts()


def test_a_policy_is_an_address(monkeypatch):
    assert production.security_policy() == ""
    monkeypatch.setenv("SECURITY_POLICY", "beleid")
    with pytest.raises(ImproperlyConfigured, match="SECURITY_POLICY must begin"):
        production.security_policy()
