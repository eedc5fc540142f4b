"""The door the production server comes in by."""

import logging
import os
from typing import cast
from wsgiref.types import WSGIApplication

from django.core.wsgi import get_wsgi_application

from portal.conf.environment import flag

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

# A warning of Python may hold a value: it goes through the logs, which leave that out.
logging.captureWarnings(not flag("VERWIJSWIJZER_LOCAL"))
django = get_wsgi_application()

# What needs settings and models can only be imported once these are there.
from portal.page_cache.front import in_front_of  # noqa: E402
from portal.page_cache.warming import begin_if_wanted  # noqa: E402

application = in_front_of(cast("WSGIApplication", django))
begin_if_wanted()
