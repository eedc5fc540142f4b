from django.apps import AppConfig
from django.contrib.admin import apps
from django.core.checks import register

from portal.look.checks import theme_can_be_read


class PortalConfig(AppConfig):
    name = "portal"
    default = True

    def ready(self) -> None:
        register(theme_can_be_read)


class EditorsAdminConfig(apps.AdminConfig):
    """The editing site with a first page of our own."""

    default = False
    default_site = "portal.admin_site.EditorsSite"
