"""What an administrator can and cannot do with accounts."""

import pytest
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth.models import Permission, User
from django.urls import reverse

from portal.accounts.roles import Role, give_role, role_of

pytestmark = pytest.mark.django_db

LIST = "admin:auth_user_changelist"


def page_of(user: User) -> str:
    return reverse("admin:auth_user_change", args=[user.pk])


def sent(user: User, **changes: str) -> dict[str, str]:
    values = {"email": user.email, "first_name": "A", "last_name": "B", "is_active": "on"}
    return {**values, "role": str(role_of(user) or "reader"), **changes}


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


@pytest.fixture
def administrator(client_of):
    return client_of("administrator")


def test_nothing_else_about_people_is_registered():
    names = {model._meta.label for model in admin.site._registry}
    outside = {name for name in names if name.split(".")[0] not in ("knowledge", "referrals")}
    assert outside == {"auth.User"}


def test_a_role_is_given_and_an_account_closed(administrator, person_with):
    user = person_with("reader")
    administrator.post(page_of(user), sent(user, role="editor"))
    assert role_of(user) == "editor"
    assert fresh(user).is_staff
    closed = sent(user)
    del closed["is_active"]
    administrator.post(page_of(user), closed)
    assert not fresh(user).is_active


def test_who_is_closed_out_is_signed_out(administrator, person_with, client):
    user = person_with("editor")
    client.force_login(user)
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert client.get("/beheer/").status_code == 302


def test_nobody_changes_their_own_role_or_closes_their_own_account(administrator):
    own = User.objects.get(email="administrator@voorbeeld.example")
    give_role(own, Role.ADMINISTRATOR)
    administrator.post(page_of(own), {**sent(own, role="reader"), "is_active": ""})
    assert role_of(own) == "administrator"
    assert fresh(own).is_active


def test_an_administrator_cannot_make_a_superuser_or_give_permissions(administrator, person_with):
    user = person_with("reader")
    more = {"is_superuser": "on", "is_staff": "on", "groups": "1", "password": "x"}
    before = user.password
    more["user_permissions"] = str(Permission.objects.first().pk)
    administrator.post(page_of(user), sent(user, **more))
    user = fresh(user)
    assert not user.is_superuser
    assert not user.is_staff
    assert user.password == before
    assert user.get_all_permissions() == {"knowledge.see_restricted"}


def test_an_administrator_cannot_touch_a_superuser(administrator, admin_user):
    assert administrator.post(page_of(admin_user), sent(admin_user)).status_code == 403
    choice = {"action": "ask_for_new_second_factor", "_selected_action": [admin_user.pk]}
    said = administrator.post(reverse(LIST), choice, follow=True).content.decode()
    assert "Dit kan niet voor" in said


def test_a_superuser_stays_one(admin_client, admin_user):
    html = admin_client.get(page_of(admin_user)).content.decode()
    assert "mag alles" in html
    admin_client.post(page_of(admin_user), sent(admin_user, role="reader"))
    assert fresh(admin_user).is_superuser
    assert fresh(admin_user).is_staff


def test_the_page_that_sets_a_password_for_someone_is_not_there(admin_client, person_with):
    user = person_with("reader")
    before = user.password
    admin_client.post(f"/beheer/auth/user/{user.pk}/password/", {"password1": "x"})
    assert fresh(user).password == before


def test_people_are_not_deleted(admin_client, person_with):
    user = person_with("reader")
    address = reverse("admin:auth_user_delete", args=[user.pk])
    assert admin_client.post(address, {"post": "yes"}).status_code == 403
    choice = {"action": "delete_selected", "_selected_action": [user.pk], "post": "yes"}
    admin_client.post(reverse(LIST), choice)
    assert fresh(user)


def test_an_address_is_used_once_and_a_proven_one_stays(administrator, person_with):
    user = person_with("reader")
    new = {"first_name": "A", "last_name": "B", "role": "reader", "is_active": "on"}
    again = {**new, "email": "READER@voorbeeld.example"}
    response = administrator.post(reverse("admin:auth_user_add"), again)
    assert "heeft dit adres al" in response.content.decode()
    administrator.post(page_of(user), sent(user, email="ander@voorbeeld.example"))
    assert fresh(user).email == "reader@voorbeeld.example"


def test_a_lost_second_factor_is_removed_but_not_ones_own(administrator, person_with):
    user = person_with("editor")
    own = User.objects.get(email="administrator@voorbeeld.example")
    choice = {"action": "ask_for_new_second_factor", "_selected_action": [user.pk, own.pk]}
    administrator.post(reverse(LIST), choice)
    assert not Authenticator.objects.filter(user=user).exists()
    assert Authenticator.objects.filter(user=own).exists()


@pytest.mark.parametrize(("role", "shown"), [("reader", True), ("editor", False)])
def test_people_are_found_by_role(administrator, person_with, role, shown):
    user = person_with("reader")
    html = administrator.get(reverse(LIST), {"role": role}, follow=True).content.decode()
    assert (user.email in html) is shown
