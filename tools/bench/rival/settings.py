"""The settings of the portal with django-modelsearch beside it."""

from portal.settings import *  # noqa: F403

INSTALLED_APPS = [*INSTALLED_APPS, "modelsearch", "tools.bench.rival"]  # noqa: F405
MODELSEARCH_BACKENDS = {"default": {"BACKEND": "modelsearch.backends.database"}}
