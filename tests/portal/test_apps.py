"""Collecting static files."""

import re
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders

NAMED = re.compile(r"""{% static ['"]([^'"]+)['"]""")
TEMPLATES = ("templates", "portal", "knowledge", "referrals")


def test_every_file_that_a_page_names_is_collected():
    ignored = apps.get_app_config("staticfiles").ignore_patterns
    collected = {path for finder in get_finders() for path, _storage in finder.list(ignored)}
    named = {
        name
        for folder in TEMPLATES
        for template in Path(settings.BASE_DIR, folder).rglob("*.html")
        for name in NAMED.findall(template.read_text())
    }
    assert "css/bootstrap.css" in named
    assert named <= collected
