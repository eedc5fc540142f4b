"""The permissions of each role, compared with the database and the pages."""

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse

from portal.accounts.roles import Role, give_role, make_roles, role_of
from referrals.models import Flow, FlowRelease

pytestmark = pytest.mark.django_db

ENTRIES = (
    "audience", "codeword", "contactdetail", "defaultdesks",
    "exploitationform", "factsheet", "guidance",
    "keyfigure", "legalarticle", "organisation", "resource", "riskplace", "service",
    "signal", "source", "synonym",
)  # fmt: skip
GUIDE_ROWS = (
    "question", "option", "optionservice", "outcome", "outcomeservice", "outcomequestion",
    "case", "standin", "cue",
)  # fmt: skip
READER = {"knowledge.see_restricted"}
EDITOR = READER | {
    *(f"knowledge.{action}_{name}" for name in ENTRIES for action in ("view", "add", "change")),
    "knowledge.view_region", "knowledge.add_region", "knowledge.change_region",
    "knowledge.view_municipality", "knowledge.add_municipality", "knowledge.change_municipality",
    "knowledge.view_municipalityalias", "knowledge.add_municipalityalias",
    "knowledge.change_municipalityalias", "knowledge.delete_municipalityalias",
    *(f"knowledge.{action}_factsheetsection" for action in ("view", "add", "change", "delete")),
    *(f"knowledge.{action}_offence" for action in ("view", "add", "change", "delete")),
    "knowledge.view_verification", "knowledge.view_confirmationrequest",
    "knowledge.view_contactproposal", "knowledge.view_pendingedit",
    "knowledge.view_correctionreport", "knowledge.view_importdraft", "knowledge.view_outdatedtext",
    "referrals.view_flow", "referrals.add_flow", "referrals.change_flow",
    *(f"referrals.{action}_{name}" for name in GUIDE_ROWS
      for action in ("view", "add", "change", "delete")),
    "referrals.view_flowrelease", "referrals.view_pathreview", "referrals.add_pathreview",
}  # fmt: skip
PUBLISHER = EDITOR | {"knowledge.publish_entries"}
ADMINISTRATOR = PUBLISHER | {"auth.view_user", "auth.add_user", "auth.change_user"}
TABLE = [
    ("reader", READER), ("editor", EDITOR), ("publisher", PUBLISHER),
    ("administrator", ADMINISTRATOR),
]  # fmt: skip


@pytest.mark.parametrize(("role", "may"), TABLE)
def test_each_role_may_do_exactly_this(person_with, role, may):
    assert person_with(role).get_all_permissions() == may


def test_making_roles_again_mends_what_was_changed():
    group = Group.objects.get(name="reader")
    group.permissions.set(Group.objects.get(name="editor").permissions.all())
    make_roles()
    assert group.permissions.count() == 1
    assert Group.objects.count() == 4


@pytest.mark.parametrize(
    ("role", "staff"),
    [("reader", False), ("editor", True), ("publisher", True), ("administrator", True)],
)
def test_who_edits_is_staff(person_with, role, staff):
    assert person_with(role).is_staff is staff


def test_another_role_takes_the_place_of_the_first(person_with):
    user = person_with("administrator")
    give_role(user, Role.READER)
    user = User.objects.get(pk=user.pk)
    assert role_of(user) == Role.READER
    assert user.get_all_permissions() == READER
    assert not user.is_staff


def test_who_has_no_role_may_nothing():
    assert role_of(User.objects.create_user("niemand")) is None


PAGES = {
    "admin:index": "editor",
    "admin:knowledge_signal_add": "editor",
    "admin:referrals_outcome_add": "editor",
    "admin:auth_user_changelist": "administrator",
    "admin:auth_user_add": "administrator",
}
ORDER = ["reader", "editor", "publisher", "administrator"]


@pytest.mark.parametrize("role", ORDER)
@pytest.mark.parametrize(("page", "lowest"), PAGES.items())
def test_who_gets_on_which_page(client_of, role, page, lowest):
    allowed = ORDER.index(role) >= ORDER.index(lowest)
    response = client_of(role).get(reverse(page), follow=True)
    assert (response.status_code == 200) is allowed


@pytest.mark.parametrize("role", ORDER)
def test_only_publishers_publish_and_restore(client_of, role):
    row = Flow.objects.get(slug="verwijzen")
    client = client_of(role)
    publish = reverse("admin:referrals_flow_publish", args=[row.pk])
    release = reverse("admin:referrals_flowrelease_change", args=[FlowRelease.objects.get().pk])
    sent = {"reason": "x", "seen": "1"}
    allowed = ORDER.index(role) >= ORDER.index("publisher")
    for address in (publish, release):
        assert (client.post(address, sent).status_code == 200) is allowed
    if role != "reader":
        page = client.get(reverse("admin:referrals_flow_change", args=[row.pk])).content.decode()
        assert (publish in page) is allowed
    assert FlowRelease.objects.count() == 1


@pytest.mark.parametrize("role", ["editor", "administrator"])
def test_entries_and_releases_are_deleted_by_nobody(client_of, role):
    client = client_of(role)
    assert client.get("/beheer/knowledge/signal/1/delete/").status_code in (302, 403)
    release = FlowRelease.objects.get()
    address = reverse("admin:referrals_flowrelease_delete", args=[release.pk])
    assert client.post(address, {"post": "yes"}).status_code == 403
