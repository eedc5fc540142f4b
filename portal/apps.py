from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class PortalConfig(AppConfig):
    name = "portal"


class EditorsAdminConfig(AdminConfig):
    """The editing site with a first page of our own."""

    default_site = "portal.admin_site.EditorsSite"
