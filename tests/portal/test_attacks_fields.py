"""Attacks by fields: unexpected ones, keys of others, and files in disguise."""

from urllib.parse import quote

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from knowledge.confirmation.requests.sending import token_of
from knowledge.models import (
    ConfirmationRequest,
    ContactDetail,
    ContactProposal,
    CorrectionReport,
    ImportDraft,
    Signal,
    Source,
    Status,
)
from portal.accounts import invitations
from referrals.releases.preview import shared_link
from tests.knowledge.confirmation.requests.test_sending import answers, ask
from tests.knowledge.editing.spreadsheets.files import export
from tests.pages import filled_in
from tests.people import PASSWORD, code_of, made_person

pytestmark = pytest.mark.django_db

IMPORT = "/beheer/knowledge/contactdetail/importeren/"


def test_a_report_sets_only_what_its_form_asks(client):
    other = ContactDetail.objects.exclude(service__slug="comensha").first()
    more = {
        "id": 4_000, "pk": 4_000, "service": other.service_id, "contact": other.pk,
        "handled_at": "2026-01-01", "handled_by": 1, "received_at": "2001-01-01",
    }  # fmt: skip
    sent = {"part": "other", "message": "Anders", **more}
    assert client.post("/loketten/comensha/melden/", sent).status_code == 302
    report = CorrectionReport.objects.get()
    assert (report.pk != 4_000, report.service.slug, report.contact) == (True, "comensha", None)
    assert (report.handled_at, report.handled_by) == (None, None)
    assert timezone.now() - report.received_at < timezone.timedelta(minutes=1)


def test_a_link_of_an_organisation_reaches_its_own_details_only(client):
    _sent, path = ask()
    other = ContactDetail.objects.exclude(service__organisation__slug="comensha").first()
    forged = {f"d{other.pk}-answer": "changed", f"d{other.pk}-value": "0900 0000"}
    forged |= {f"d{other.pk}-version": other.version, "status": "archived", "accepted": "on"}
    own = answers(client, path, phone_answer="confirmed")
    assert client.post(path, {**own, **forged}).status_code == 302
    proposals = ContactProposal.objects.all()
    assert proposals
    assert not proposals.filter(contact=other).exists()
    assert set(proposals.values_list("decided_at", flat=True)) == {None}


def test_an_editor_chooses_no_status_and_no_number(client_of):
    editor = client_of("editor")
    first = Signal.objects.order_by("pk").first()
    sent = filled_in(editor, "/beheer/knowledge/signal/add/", slug="nieuw-signaal")
    for field in Signal._meta.concrete_fields:
        name = field.name
        if name.endswith(("_nl", "_en")):
            sent[name] = "Tekst"
        elif field.choices and name != "status" and not field.has_default():
            sent[name] = field.choices[0][0]
    forged = {"id": first.pk, "pk": first.pk, "is_superuser": "on", "made_by": 1}
    sent["sources"] = [Source.objects.published().first().pk]
    refused = editor.post(
        "/beheer/knowledge/signal/add/", {**sent, **forged, "status": Status.PUBLISHED}
    )
    assert "eindredacteur" in str(refused.context["errors"])
    assert not Signal.objects.filter(slug="nieuw-signaal").exists()
    response = editor.post("/beheer/knowledge/signal/add/", {**sent, **forged})
    assert response.status_code == 302, response.context["errors"]
    made = Signal.objects.get(slug="nieuw-signaal")
    assert made.pk != first.pk
    assert made.status == Status.DRAFT


@pytest.mark.parametrize("role", ["reader", "editor"])
def test_ones_own_account_gives_no_rights(role):
    user, client = made_person(role, second_factor=False), Client()
    client.force_login(user)
    new = "heel-ander-wachtwoord"
    forged = {"is_superuser": "on", "is_staff": "on", "groups": "4", "role": "administrator"}
    sent = {"oldpassword": PASSWORD, "password1": new, "password2": new, "email": "x@y.example"}
    client.post("/account/password/change/", {**sent, **forged})
    client.post(f"/beheer/auth/user/{user.pk}/change/", forged)
    after = User.objects.get(pk=user.pk)
    assert after.check_password(new)
    assert (after.is_superuser, after.email) == (False, user.email)
    assert list(after.groups.values_list("name", flat=True)) == [role]
    assert after.is_staff == user.is_staff


def test_a_passkey_of_somebody_else_is_out_of_reach(client_of):
    other, reader = made_person("editor"), client_of("reader")
    key = Authenticator.objects.create(user=other, type=Authenticator.Type.WEBAUTHN, data={})
    reader.post("/account/2fa/reauthenticate/", {"code": code_of()})
    for page in ("edit", "remove"):
        address = f"/account/2fa/webauthn/keys/{key.pk}/{page}/"
        assert reader.get(address).status_code == 404
        assert reader.post(address, {"name": "van mij"}).status_code == 404
    assert Authenticator.objects.filter(pk=key.pk, user=other).exists()


def test_a_key_opens_only_what_it_was_made_for(client):
    """Signed links of one purpose (preview, invitation, confirmation) fail for another."""
    user = User.objects.create_user("nieuw", "nieuw@voorbeeld.example")
    sent, _path = ask()
    keys = {
        "invitation": invitations.key_for(user),
        "preview": shared_link().partition("sleutel=")[2],
        "organisation": token_of(sent),
        "plain": signing.dumps(sent.pk),
    }
    opens = {
        "invitation": "/account/uitnodiging/%s/",
        "preview": "/verwijzen/concept/?sleutel=%s",
        "organisation": "/bevestigen/%s/",
    }
    for door, address in opens.items():
        for name, key in keys.items():
            status = client.get(address % key, follow=True).status_code
            assert (status == 200) == (door == name), f"{name} at {door}: {status}"


def test_a_key_cannot_be_guessed_from_another():
    """A signed link has the primary key of a row; changing it breaks the signature."""
    sent, _path = ask()
    token = token_of(sent)
    body, rest = token.split(":", 1)
    for number in (sent.pk + 1, sent.pk - 1, 0):
        other = signing.dumps(number, salt="x").split(":", 1)[0]
        assert Client().get(f"/bevestigen/{other}:{rest}/").status_code == 404
    assert Client().get(f"/bevestigen/{body}/").status_code == 404
    assert ConfirmationRequest.objects.count() == 1


@pytest.mark.parametrize(
    "path",
    [
        "/static/../manage.py",
        "/static/%2e%2e/%2e%2e/manage.py",
        "/static/..%2f..%2fdb.sqlite3",
        "/static//etc/passwd",
        "/static/%00",
        "/static/",
        "/static/css/",
        "/.git/config",
        "/.env",
        "/db.sqlite3",
        "/manage.py",
        "/.local/secret_key",
        "/backups/",
        "/media/",
        "/pages/",
        "/server-status",
        "/docs",
    ],
)
def test_files_of_the_server_are_not_served(client, path):
    response = client.get(path)
    assert response.status_code in (404, 400)
    response.close()


@pytest.mark.parametrize(
    "name", ["../../x.csv", "/etc/x.csv", "..\\x.csv", "<b>.csv", "a\x00.csv", "x" * 400 + ".csv"]
)
def test_the_name_of_a_file_is_only_a_text(client_of, settings, tmp_path, name):
    settings.MEDIA_ROOT = tmp_path
    editor = client_of("editor")
    user = editor.get("/beheer/").wsgi_request.user
    file = SimpleUploadedFile("x.csv", export(user, "csv", slug="comensha-telefoon"))
    file._name = name
    response = editor.post(IMPORT, {"file": file})
    assert response.status_code in (200, 302)
    assert list(tmp_path.iterdir()) == []
    for draft in ImportDraft.objects.all():
        assert "/" not in draft.file_name
        assert len(draft.file_name) <= 200
    assert b"<b>" not in editor.get(IMPORT).content


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("plaatje.xlsx", b"\x89PNG\r\n\x1a\n" + b"\x00" * 90),
        ("pagina.csv", b"<html><script>alert(1)</script></html>"),
        ("tekening.csv", b"<svg xmlns='http://www.w3.org/2000/svg' onload='x'/>"),
        ("programma.xlsx", b"MZ" + b"\x90" * 90),
        ("leeg.csv", b""),
        ("groot.csv", b"a;b\n" * 1_400_000),
    ],
)
def test_a_file_that_is_something_else_is_refused_and_not_kept(client_of, name, content):
    response = client_of("editor").post(IMPORT, {"file": SimpleUploadedFile(name, content)})
    assert response.status_code == 200
    assert b"errorlist" in response.content
    assert b"<script>alert" not in response.content
    assert not ImportDraft.objects.exists()


def test_a_thousand_fields_or_files_are_refused_at_once(client, client_of):
    many = {f"f{number}": "1" for number in range(1_100)}
    assert client.post("/loketten/comensha/melden/", many).status_code == 400
    files = {f"f{number}": SimpleUploadedFile("x", b"x") for number in range(110)}
    assert client_of("editor").post(IMPORT, files).status_code == 400
    assert (
        client.post("/loketten/comensha/melden/", {"message": "a" * 3_000_000}).status_code == 400
    )


def test_a_name_in_an_address_never_names_a_download(client):
    """The file name in Content-Disposition comes from our own rows."""
    for path in ("/loketten/%s.vcf", "/factsheets/%s.pdf"):
        for name in ('x"; filename=evil.exe', "x\r\nSet-Cookie: a=b", "../x"):
            assert client.get(path % quote(name, safe="")).status_code == 404
    given = client.get("/loketten/comensha.vcf")["Content-Disposition"]
    assert given.isascii()
    assert "comensha.vcf" in given
