"""The door the production server comes in by."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

application = get_wsgi_application()

# What needs settings and models can only be imported once these are there.
from portal.page_cache.warming import begin_if_wanted  # noqa: E402

begin_if_wanted()
