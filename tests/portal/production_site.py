"""The settings of a production process, for a server that tests ask.

What differs: static files that are not collected first, and two addresses that fail, so that the
pages for that can be had without a hook in the portal itself.
"""

from portal.settings import *  # noqa: F403

ROOT_URLCONF = "tests.portal.failing_urls"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True
