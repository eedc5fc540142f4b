"""Settings for tests: local, without collected static files."""

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
# Tables are made from the models; migrations have their own test.
DATABASES["default"]["TEST"] = {"MIGRATE": False}  # noqa: F405
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":  # noqa: F405
    # A file, so that the server of the browser tests can use it too.
    DATABASES["default"]["TEST"]["NAME"] = str(DATA_DIR / "test.sqlite3")  # noqa: F405

# The host of the test client: absolute links follow it.
SITE_URL = "http://testserver"
ALLOWED_HOSTS = [*ALLOWED_HOSTS, "testserver"]  # noqa: F405

# Pages differ between tests; the tests of the page cache enable it.
PAGE_CACHE = False

# Garbage collection after every 700 new objects took a sixth of the time of test_every_role.py and
# test_site.py.
gc.set_threshold(100_000, 50, 100)
