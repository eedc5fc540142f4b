"""The settings of the portal plus django-modelsearch."""

from portal.settings import *  # noqa: F403

INSTALLED_APPS = [*INSTALLED_APPS, "modelsearch", "tools.bench.reference_search"]  # noqa: F405
MODELSEARCH_BACKENDS = {"default": {"BACKEND": "modelsearch.backends.database"}}
