from importlib import import_module

from django.apps import AppConfig
from django.contrib.admin import apps
from django.contrib.staticfiles.apps import StaticFilesConfig
from django.core.checks import Tags, register

from portal.pages.security_txt import contact_is_set
from portal.theme.checks import theme_can_be_read


class PortalConfig(AppConfig):
    name = "portal"
    default = True

    def ready(self) -> None:
        register(contact_is_set, Tags.security, deploy=True)
        import_module("portal.accounts.events").connect()  # it needs the models
        register(theme_can_be_read)


class EditorsAdminConfig(apps.AdminConfig):
    """The editing site with a first page of our own."""

    default = False
    default_site = "portal.editors.site.EditorsSite"


class FewFilesConfig(StaticFilesConfig):
    """Of Bootstrap only the one style that pages name: the others make 24 MB to collect."""

    default = False
    ignore_patterns = [
        *StaticFilesConfig.ignore_patterns,
        "bootstrap/js/*",
        "bootstrap/css/bootstrap-*",
        "bootstrap/css/bootstrap.css*",
        "bootstrap/css/*.rtl.*",
    ]
