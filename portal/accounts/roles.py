"""The four roles and their permissions, from which `make_roles` makes Django groups."""

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission, User
from django.db import models
from django.utils.translation import gettext_lazy as _

from knowledge.models import Entry


class Role(models.TextChoices):
    READER = "reader", _("Reader: sees restricted content")
    EDITOR = "editor", _("Editor: writes")
    PUBLISHER = "publisher", _("Publisher: writes and publishes")
    ADMINISTRATOR = "administrator", _("Administrator: publishes and gives people access")


STAFF = {Role.EDITOR, Role.PUBLISHER, Role.ADMINISTRATOR}

WRITE = ("view", "add", "change")
WRITE_AND_DELETE = (*WRITE, "delete")
# Permissions of editors on models of the knowledge base that are not entries; others: view.
KNOWLEDGE = {
    "region": WRITE,
    "municipality": WRITE,
    "municipalityalias": WRITE_AND_DELETE,
    "factsheetsection": WRITE_AND_DELETE,
    "offence": WRITE_AND_DELETE,
    "loadedrecord": (),
    "namedtoken": (),
    "contentchange": (),
    "searchcount": (),
    "sentencecount": (),
    "publictrace": (),
    "outgoingmail": (),  # holds links to accounts
    "publickey": (),
    "importedrecord": (),
}
# The same for the guide. A flow cannot be deleted, and releases are made by publishing.
GUIDE = {
    "flow": WRITE,
    "question": WRITE_AND_DELETE,
    "option": WRITE_AND_DELETE,
    "optionservice": WRITE_AND_DELETE,
    "outcome": WRITE_AND_DELETE,
    "outcomeservice": WRITE_AND_DELETE,
    "outcomequestion": WRITE_AND_DELETE,
    "standin": WRITE_AND_DELETE,
    "cue": WRITE_AND_DELETE,
    "case": WRITE_AND_DELETE,
    "pathreview": ("view", "add"),
}


class MissingPermissionError(Exception):
    """A permission of a role does not exist in the database."""


def permissions() -> dict[Role, set[str]]:
    """Permissions by role, as `app.codename`. Each role includes those of the role before."""
    reader = {"knowledge.see_restricted"}
    editor = (
        reader
        | _editor_permissions("knowledge", KNOWLEDGE)
        | _editor_permissions("referrals", GUIDE)
    )
    publisher = editor | {"knowledge.publish_entries"}
    administrator = publisher | {f"auth.{action}_user" for action in WRITE}
    return {
        Role.READER: reader,
        Role.EDITOR: editor,
        Role.PUBLISHER: publisher,
        Role.ADMINISTRATOR: administrator,
    }


def _editor_permissions(app: str, exceptions: dict[str, tuple[str, ...]]) -> set[str]:
    """Entries are added and changed, never deleted: they can be archived. Other models: view."""
    permissions = set()
    for model in apps.get_app_config(app).get_models():
        name = model._meta.model_name or ""
        if name.startswith("historical"):
            continue  # history is visible with the record
        default = WRITE if issubclass(model, Entry) else ("view",)
        permissions |= {f"{app}.{action}_{name}" for action in exceptions.get(name, default)}
    return permissions


def make_roles() -> None:
    """Create the groups, and give each exactly the permissions of its role."""
    for app in ("auth", "knowledge", "referrals"):
        create_permissions(apps.get_app_config(app), verbosity=0)
    known = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.select_related("content_type")
    }
    for role, names in permissions().items():
        missing = names - known.keys()
        if missing:
            raise MissingPermissionError(", ".join(sorted(missing)))
        group, _made = Group.objects.get_or_create(name=role)
        group.permissions.set([known[name] for name in names])


def role_of(user: User) -> Role | None:
    """The highest role of `user`; None without a role."""
    names = set(user.groups.values_list("name", flat=True))
    roles = [role for role in Role if role in names]
    return roles[-1] if roles else None


def give_role(user: User, role: Role) -> None:
    """Give `user` the permissions of `role` and no others. A superuser stays one."""
    user.groups.set([Group.objects.get(name=role)])
    user.user_permissions.clear()
    user.is_staff = role in STAFF or user.is_superuser
    user.save(update_fields=["is_staff"])


def display_name(user: User) -> str:
    return user.get_full_name() or user.email or user.get_username()
