"""A published entry has a source, at every door."""

from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.urls import reverse

from knowledge.history.archiving import archive, unarchive
from knowledge.history.recording import single_history_entry
from knowledge.history.restoring import restore
from knowledge.loading.entries import EntrySpec
from knowledge.loading.files import ContentError
from knowledge.loading.loader import load
from knowledge.models import ContactDetail, Signal, Source, Status
from tests.knowledge.editing.change_pages import change_page, contact_prefix, filled, save

pytestmark = pytest.mark.django_db


@pytest.fixture
def signal():
    """A published signal with one source, which no other entry has."""
    signal = Signal.objects.first()
    source = Source.objects.create(slug="enige", title="Enige", status=Status.PUBLISHED)
    signal.sources.set([source])
    return signal


def errors(page):
    return page.context["adminform"].form.errors


def test_the_form_does_not_save_a_published_entry_without_a_source(admin_client, signal):
    page = save(admin_client, signal, sources=[])
    assert set(errors(page)) == {"sources"}
    assert signal.sources.exists()
    assert save(admin_client, signal, sources=[], status="draft").status_code == 302
    assert set(errors(save(admin_client, signal, status="published"))) == {"sources"}


def test_a_planned_publication_needs_a_source_already(admin_client, signal):
    page = save(admin_client, signal, sources=[], publish_on="2099-01-01")
    assert set(errors(page)) == {"sources"}


def test_an_archived_source_does_not_count_and_a_draft_does(admin_client, signal):
    other = Source.objects.create(slug="tweede", title="Tweede", status=Status.ARCHIVED)
    assert set(errors(save(admin_client, signal, sources=[other.pk]))) == {"sources"}
    other.status = Status.DRAFT
    other.save()
    assert save(admin_client, signal, sources=[other.pk]).status_code == 302


def test_a_new_entry_is_not_published_without_a_source(admin_client, signal):
    names = ("name", "description", "caveat")
    sent = {f"{name}_{code}": "Nieuw" for name in names for code in ("nl", "en")}
    sent |= {"category": signal.category, "about": signal.about, "slug": "nieuw"}
    add = reverse("admin:knowledge_signal_add")
    page = admin_client.post(add, {**sent, "status": "published", "position": 1})
    assert "sources" in errors(page)
    assert not Signal.objects.filter(slug="nieuw").exists()


def test_a_contact_detail_on_the_page_of_its_desk_needs_its_own_source(admin_client):
    detail = ContactDetail.objects.filter(status=Status.PUBLISHED).first()
    prefix = contact_prefix(admin_client, detail.service, detail)
    sent = filled(admin_client, detail.service, change_reason="Bron weg")
    sent = {name: value for name, value in sent.items() if name != f"{prefix}-sources"}
    page = admin_client.post(change_page(detail.service), sent)
    assert page.status_code == 200
    assert detail.sources.exists()


def test_restoring_a_version_without_a_source_is_refused_once_it_is_public(signal):
    signal.sources.clear()  # by hand, outside the editing site
    signal.status = Status.DRAFT
    signal.save()
    draft = signal.history.first()
    source = Source.objects.get(slug="enige")
    with single_history_entry(signal):
        signal.status = Status.PUBLISHED
        signal.save()
        signal.sources.set([source])
    with pytest.raises(ValidationError, match=r"source|bron"):
        restore(draft, seen=signal.version, reason="Terug", may_publish=False)
    assert list(signal.sources.all()) == [source]
    assert restore(draft, seen=signal.version, reason="Terug", may_publish=True)


def test_an_entry_whose_source_was_archived_meanwhile_does_not_return_from_the_archive(signal):
    archive(signal, seen=signal.version, reason="Even weg")
    source = Source.objects.get(slug="enige")
    archive(source, seen=source.version, reason="Verouderd")
    with pytest.raises(ValidationError, match=r"source|bron"):
        unarchive(signal, seen=signal.version, reason="Terug")


def test_the_loader_refuses_a_published_entry_without_a_source(tmp_path: Path):
    file = tmp_path / "contact_details.yaml"
    row = "- {slug: proef, service: comensha, kind: email, value: a@b.example%s}"
    file.write_text(row % "")
    with pytest.raises(ContentError, match="proef: sources: a published entry"):
        load([EntrySpec(ContactDetail, file)])
    file.write_text(row % ", status: draft")
    assert load([EntrySpec(ContactDetail, file)]).added == 1


def test_whatever_else_saves_ends_with_a_history_entry_and_is_refused_there(signal):
    with pytest.raises(ValidationError), transaction.atomic(), single_history_entry(signal):
        signal.sources.clear()
    assert signal.sources.exists()


def test_the_only_source_of_a_published_entry_is_not_archived_and_it_is_said_of_which(
    admin_client, signal
):
    source = Source.objects.get(slug="enige")
    sent = {"seen": f"{source.pk}:{source.version}", "reason": "Weg"}
    page = admin_client.post(reverse("admin:knowledge_source_archive"), sent, follow=True)
    assert f"“{signal}”" in page.content.decode()
    page = save(admin_client, source, status="archived")
    assert str(signal) in str(errors(page))
    source.refresh_from_db()
    assert source.status == Status.PUBLISHED
    signal.sources.add(Source.objects.exclude(pk=source.pk).first())
    archive(source, seen=source.version, reason="Verouderd")
    assert source.status == Status.ARCHIVED


def test_the_only_source_of_a_published_entry_is_not_deleted(signal):
    with pytest.raises(models.ProtectedError), transaction.atomic():
        Source.objects.filter(slug="enige").delete()
    signal.status = Status.DRAFT
    signal.save()
    assert Source.objects.filter(slug="enige").delete()


def test_what_was_published_without_a_source_before_is_listed_and_can_still_be_changed(
    admin_client, signal
):
    signal.sources.clear()  # as in a database from before the rule
    index = admin_client.get(reverse("admin:index")).content.decode()
    listed = reverse("admin:knowledge_signal_changelist") + "?bron=ontbreekt"
    assert listed in index
    assert list(admin_client.get(listed).context["cl"].queryset) == [signal]
    assert save(admin_client, signal, name_nl="Ander woord").status_code == 302
    save(admin_client, signal, sources=[Source.objects.get(slug="enige").pk])
    assert listed not in admin_client.get(reverse("admin:index")).content.decode()
