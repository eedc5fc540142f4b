"""Addresses of editing pages, what a browser submits there, and users who edit."""

from django.contrib.auth.models import Permission
from django.urls import reverse

from tests.pages import filled_in


def address(row_or_model, page, *args):
    meta = row_or_model._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_{page}", args=args)


def change_page(row):
    return address(row, "change", row.pk)


def history_page(row):
    return address(row, "history", row.pk)


def version_page(row, entry):
    part = entry.instance_type._meta.model_name
    return address(row, "version", row.pk, part, entry.history_id)


def filled(client, row, **changes):
    """The form of `row` with its inlines as a browser submits it, with `changes`."""
    return filled_in(client, change_page(row), **changes)


def save(client, row, **changes):
    return client.post(change_page(row), filled(client, row, **changes))


def contact_prefix(client, service, detail):
    """The prefix of the fields of `detail` on the page of its desk."""
    page = client.get(change_page(service))
    for inline in page.context["inline_admin_formsets"]:
        for form in inline.formset.initial_forms:
            if form.instance == detail:
                return form.prefix
    raise LookupError(detail)


def user_with(django_user_model, *permissions):
    """A user who may edit, with permissions such as "knowledge.change_service"."""
    user = django_user_model.objects.create_user("redactie", password="x", is_staff=True)
    for permission in permissions:
        app, codename = permission.split(".")
        user.user_permissions.add(
            Permission.objects.get(content_type__app_label=app, codename=codename)
        )
    return user
