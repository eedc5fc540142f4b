"""The settings of the portal as the tests run them: locally, without collected files."""

import gc
import os

os.environ.setdefault("VERWIJSWIJZER_LOCAL", "1")

from portal.settings import *  # noqa: F403

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_USE_FINDERS = True
# Tables are made from the models: the migrations have a test of their own.
DATABASES["default"]["TEST"] = {"MIGRATE": False}  # noqa: F405
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":  # noqa: F405
    # A file, so that the server of the browser tests can read it too.
    DATABASES["default"]["TEST"]["NAME"] = str(DATA_DIR / "test.sqlite3")  # noqa: F405

# A page of one test is not the page of another; the tests of the page cache put it on.
PAGE_CACHE = False

# Looking for rings of objects after every 700 new ones took a sixth of the time of
# test_every_role.py and test_site.py.
gc.set_threshold(100_000, 50, 100)
