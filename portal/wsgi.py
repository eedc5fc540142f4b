"""WSGI entry point."""

import logging
import os
from typing import cast
from wsgiref.types import WSGIApplication

from django.core.wsgi import get_wsgi_application

from portal.conf.environment import flag

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

# A Python warning may hold a value: send it through logging, which leaves values out.
logging.captureWarnings(not flag("VERWIJSWIJZER_LOCAL"))
django = get_wsgi_application()

# These need settings and models, so they can only be imported now.
from portal.page_cache.shortcut import with_shortcut  # noqa: E402
from portal.page_cache.warming import start_if_enabled  # noqa: E402

application = with_shortcut(cast("WSGIApplication", django))
start_if_enabled()
