"""Publishing and restoring; releases are immutable."""

import logging

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from knowledge.caching import derived
from knowledge.models import ContactDetail, Service, Status
from referrals.flow import snapshot
from referrals.models import Flow, FlowRelease, Option, Question
from referrals.releases import publishing
from referrals.releases.publishing import check_draft, publish, restore

pytestmark = pytest.mark.django_db


@pytest.fixture
def row() -> Flow:
    return Flow.objects.get(slug="verwijzen")


def edit(words: str) -> None:
    Question.objects.filter(slug="gevaar").update(text_nl=words)


def newest() -> FlowRelease:
    return FlowRelease.objects.order_by("-number").first()


def test_the_shipped_guide_is_release_one():
    release = newest()
    assert (release.number, release.published_by, release.software_version) == (1, None, "0.1.0")
    known = {"not-confirmed", "case-known-failure"}
    assert {warning["id"] for warning in release.warnings} <= known
    assert publishing.current_guide().number == 1


def test_an_edit_becomes_the_next_release(row, admin_user):
    edit("Is er gevaar?")
    release = publish(row, by=admin_user, reason="Korter")
    assert (release.number, release.published_by, release.reason) == (2, admin_user, "Korter")
    assert publishing.current_guide().flow.questions["gevaar"].text["nl"] == "Is er gevaar?"


def test_a_guide_with_errors_is_refused_and_nothing_is_kept(row, admin_user):
    Option.objects.filter(question__slug="gevaar", slug="ja").delete()
    with pytest.raises(publishing.PublicationRefusedError) as caught:
        publish(row, by=admin_user, reason="Stuk")
    assert ("unreachable", "acuut-gevaar") in {
        (problem.id, problem.node) for problem in caught.value.problems
    }
    assert newest().number == 1


def test_what_is_public_already_is_not_published_again(row, admin_user):
    with pytest.raises(publishing.NothingNewError):
        publish(row, by=admin_user, reason="Nog eens")


def test_publishing_is_refused_when_the_draft_or_release_changed_meanwhile(row, admin_user):
    edit("Een")
    seen = check_draft(row).seen
    edit("Twee")
    with pytest.raises(publishing.StaleGuideError):
        publish(row, by=admin_user, reason="x", seen=seen)
    seen = check_draft(row).seen
    publish(row, by=admin_user, reason="Eerder", seen=seen)
    edit("Drie")
    with pytest.raises(publishing.StaleGuideError):
        publish(row, by=admin_user, reason="Te laat", seen=seen)
    assert newest().number == 2


def test_an_old_release_can_be_restored_as_a_new_one(row, admin_user):
    before = newest()
    edit("Anders")
    publish(row, by=admin_user, reason="Proef")
    restored = restore(before, by=admin_user, reason="Toch niet", seen=2)
    assert (restored.number, restored.restored_from) == (3, before)
    assert restored.snapshot == before.snapshot
    assert Question.objects.get(slug="gevaar").text_nl == "Anders"  # the draft stays
    with pytest.raises(publishing.StaleGuideError):
        restore(before, by=admin_user, reason="Te laat", seen=2)
    with pytest.raises(publishing.NothingNewError):
        restore(before, by=admin_user, reason="Nog eens")


def test_a_release_whose_desks_are_gone_is_not_restored(row, admin_user):
    before = newest()
    edit("Anders")
    publish(row, by=admin_user, reason="Proef")
    Service.objects.update(status=Status.DRAFT)
    with pytest.raises(publishing.PublicationRefusedError):
        restore(before, by=admin_user, reason="Terug")


def test_a_release_cannot_be_changed_or_deleted(row):
    release = newest()
    release.reason = "Anders"
    for change in (
        release.save,
        release.delete,
        FlowRelease.objects.all().delete,
        lambda: FlowRelease.objects.update(reason="Anders"),
    ):
        with pytest.raises(ValidationError):
            change()
    with pytest.raises(ProtectedError):
        row.delete()


def test_numbers_are_given_once(row):
    values = {"flow": row, "snapshot": {}, "digest": "x", "reason": "x", "software_version": "1"}
    for number in (1, 0):
        with pytest.raises(IntegrityError), transaction.atomic():
            FlowRelease.objects.create(number=number, **values)


def overwrite_digest(release: FlowRelease) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE referrals_flowrelease SET digest = %s WHERE id = %s", ["0" * 64, release.pk]
        )


def test_a_release_that_was_tampered_with_is_refused(row, admin_user, caplog):
    edit("Anders")
    bad = publish(row, by=admin_user, reason="Wordt beschadigd")
    overwrite_digest(bad)
    with caplog.at_level(logging.ERROR):
        assert publishing.current_guide().number == 1  # the last one that is whole
    assert "damaged" in caplog.text
    bad.refresh_from_db()
    with pytest.raises(snapshot.SnapshotError):
        publishing.read_flow(bad)
    with pytest.raises(snapshot.SnapshotError):
        restore(bad, by=admin_user, reason="Terug")


def test_without_a_sound_release_there_is_no_guide(row):
    overwrite_digest(newest())
    assert publishing.current_guide() is None


def test_contact_details_are_live(client):
    ContactDetail.objects.filter(slug="veilig-thuis-telefoon").update(value="0800-0188")
    html = client.get(
        "/verwijzen/?gevaar=nee&rol=zorg&leeftijd=onder-18&situatie=uitgebuit&politie=nee"
        "&opvang=nee&omstandigheden=geen"
    ).content.decode()
    assert "0800-0188" in html


def test_shipped_changes_are_published_until_an_editor_publishes(row, admin_user):
    assert publishing.publish_shipped() is None
    edit("Uit een nieuwe versie")
    assert publishing.publish_shipped().number == 2
    edit("Van een redacteur")
    publish(row, by=admin_user, reason="Eigen")
    edit("Uit een nog nieuwere versie")
    assert publishing.publish_shipped() is None


def test_the_current_guide_is_one_query_once_it_is_read(django_assert_num_queries):
    publishing.current_guide()
    with django_assert_num_queries(1):
        publishing.current_guide()


@pytest.fixture
def checked(monkeypatch) -> list[str]:
    """The text of the first question at each time that all checks ran."""
    ran: list[str] = []

    def noted(flow: snapshot.Flow) -> tuple[()]:
        ran.append(flow.questions["gevaar"].text["nl"])
        return ()

    edit("Een")
    monkeypatch.setattr(publishing, "problems_of", noted)
    return ran


def test_the_checks_run_once_for_each_state_of_the_draft_and_of_the_desks(row, checked):
    for _time in range(2):
        check_draft(row)
    assert checked == ["Een"]
    edit("Twee")
    for _time in range(2):
        check_draft(row)
    assert checked == ["Een", "Twee"]
    ContactDetail.objects.filter(service__slug="veilig-thuis").update(opening_hours="")
    check_draft(row)
    assert checked == ["Een", "Twee", "Twee"]


def test_in_a_transaction_the_checks_run_each_time(row, checked, monkeypatch):
    monkeypatch.setattr(derived, "connection", connection)  # as it is outside tests
    for _time in range(2):
        check_draft(row)
    assert checked == ["Een", "Een"]
