from importlib import import_module

from django.apps import AppConfig
from django.contrib.admin import apps
from django.core.checks import Tags, register

from portal.pages.security_txt import check_security_contact
from portal.theme.checks import check_theme


class PortalConfig(AppConfig):
    name = "portal"
    default = True

    def ready(self) -> None:
        register(check_security_contact, Tags.security, deploy=True)
        import_module("portal.accounts.events").connect()  # imported here: it needs the models
        import_module("portal.accounts.factors.guessing").connect()
        register(check_theme)


class EditorsAdminConfig(apps.AdminConfig):
    """The admin, with `EditorsSite` as its site."""

    default = False
    default_site = "portal.editors.site.EditorsSite"
