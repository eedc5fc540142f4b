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
from portal.outgoing import sending  # noqa: E402
from portal.page_cache import warming  # noqa: E402
from portal.page_cache.shortcut import with_shortcut  # noqa: E402

application = with_shortcut(cast("WSGIApplication", django))
warming.start_if_enabled()
sending.start_if_enabled()
