from importlib import import_module

from django.apps import AppConfig
from django.contrib.admin import apps


class PortalConfig(AppConfig):
    name = "portal"
    default = True

    def ready(self) -> None:
        import_module("portal.accounts.events").connect()  # it needs the models


class EditorsAdminConfig(apps.AdminConfig):
    """The editing site with a first page of our own."""

    default = False
    default_site = "portal.admin_site.EditorsSite"
