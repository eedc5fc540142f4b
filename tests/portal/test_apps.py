"""Collecting static files."""

import re
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders

NAMED = re.compile(r"""{% static ['"]([^'"]+)['"]""")
TEMPLATES = ("templates", "portal", "knowledge", "referrals")


def test_every_file_that_a_page_names_is_collected_and_little_of_bootstrap():
    ignored = apps.get_app_config("staticfiles").ignore_patterns
    collected = {path for finder in get_finders() for path, _storage in finder.list(ignored)}
    named = {
        name
        for folder in TEMPLATES
        for template in Path(settings.BASE_DIR, folder).rglob("*.html")
        for name in NAMED.findall(template.read_text())
    }
    assert "bootstrap/css/bootstrap.min.css" in named
    assert named <= collected
    style = "bootstrap/css/bootstrap.min.css"
    assert {path for path in collected if "bootstrap" in path} == {style, f"{style}.map"}
