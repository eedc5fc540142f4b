"""The four roles, and what each may do: the one table, from which `make_roles` makes groups."""

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission, User
from django.db import models
from django.utils.translation import gettext_lazy as _

from knowledge.models import Entry


class Role(models.TextChoices):
    READER = "reader", _("Reader: sees what is restricted")
    EDITOR = "editor", _("Editor: writes")
    PUBLISHER = "publisher", _("Publisher: writes and publishes")
    ADMINISTRATOR = "administrator", _("Administrator: publishes, and gives people access")


STAFF = {Role.EDITOR, Role.PUBLISHER, Role.ADMINISTRATOR}

WRITE = ("view", "add", "change")
WRITE_AND_DELETE = (*WRITE, "delete")
# What editors do with rows of the knowledge base that are no entries: look, unless it is here.
KNOWLEDGE = {
    "region": WRITE,
    "municipality": WRITE,
    "municipalityalias": WRITE_AND_DELETE,
    "factsheetsection": WRITE_AND_DELETE,
    "loadedrecord": (),
    "contentchange": (),
    "searchcount": (),
    "publictrace": (),
    "publickey": (),
    "importedrecord": (),
}
# And with rows of the guide. A guide itself is kept, and releases are made by publishing.
GUIDE = {
    "flow": WRITE,
    "question": WRITE_AND_DELETE,
    "option": WRITE_AND_DELETE,
    "optionservice": WRITE_AND_DELETE,
    "outcome": WRITE_AND_DELETE,
    "outcomeservice": WRITE_AND_DELETE,
    "outcomequestion": WRITE_AND_DELETE,
    "pathreview": ("view", "add"),
}


class MissingPermissionError(Exception):
    """A permission of the table does not exist in the database."""


def permissions() -> dict[Role, set[str]]:
    """What each role may do, as `app.codename`. Each role may also do what the one before may."""
    reader = {"knowledge.see_restricted"}
    editor = reader | _edited("knowledge", KNOWLEDGE) | _edited("referrals", GUIDE)
    publisher = editor | {"knowledge.publish_entries"}
    administrator = publisher | {f"auth.{action}_user" for action in WRITE}
    return {
        Role.READER: reader,
        Role.EDITOR: editor,
        Role.PUBLISHER: publisher,
        Role.ADMINISTRATOR: administrator,
    }


def _edited(app: str, exceptions: dict[str, tuple[str, ...]]) -> set[str]:
    """Entries are written and never deleted, for they can be archived; the rest is looked at."""
    found = set()
    for model in apps.get_app_config(app).get_models():
        name = model._meta.model_name or ""
        if name.startswith("historical"):
            continue  # the history of a record is seen by who sees the record
        usual = WRITE if issubclass(model, Entry) else ("view",)
        found |= {f"{app}.{action}_{name}" for action in exceptions.get(name, usual)}
    return found


def make_roles() -> None:
    """Make the groups, or give them exactly what the table says."""
    for app in ("auth", "knowledge", "referrals"):
        create_permissions(apps.get_app_config(app), verbosity=0)
    known = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.select_related("content_type")
    }
    for role, wanted in permissions().items():
        missing = wanted - known.keys()
        if missing:
            raise MissingPermissionError(", ".join(sorted(missing)))
        group, _made = Group.objects.get_or_create(name=role)
        group.permissions.set([known[name] for name in wanted])


def role_of(user: User) -> Role | None:
    """The highest role of `user`; None without a role."""
    names = set(user.groups.values_list("name", flat=True))
    held = [role for role in Role if role in names]
    return held[-1] if held else None


def give_role(user: User, role: Role) -> None:
    """Make `role` all that `user` may do. A superuser stays one."""
    user.groups.set([Group.objects.get(name=role)])
    user.user_permissions.clear()
    user.is_staff = role in STAFF or user.is_superuser
    user.save(update_fields=["is_staff"])


def shown_name(user: User) -> str:
    return user.get_full_name() or user.email or user.get_username()
