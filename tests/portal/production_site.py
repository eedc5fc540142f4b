"""Production settings for a server in tests.

Two things differ: static files are not collected first, and two URLs fail, to get the error pages
without a hook in the portal itself.
"""

from portal.settings import *  # noqa: F403

ROOT_URLCONF = "tests.portal.failing_urls"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True
