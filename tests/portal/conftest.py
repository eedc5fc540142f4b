"""Fixtures for tests of whole pages."""

import pytest
from django.db import connection
from django.template.backends.django import Template
from django.utils import timezone

from portal.accounts.pages import is_account_page


@pytest.fixture
def one_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Freezes the clock, so that pages can be compared: they say what is open now."""
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now)


@pytest.fixture
def templates_without_queries(monkeypatch: pytest.MonkeyPatch) -> None:
    """A query while a template is rendered fails the test, except on account pages: templates of
    django-allauth evaluate querysets.
    """
    render = Template.render

    def refuse(execute, sql, params, many, context):
        raise AssertionError(f"a template ran a query: {sql}")

    def guarded(self, context=None, request=None):
        if request and is_account_page(request):
            return render(self, context, request)
        with connection.execute_wrapper(refuse):
            return render(self, context, request)

    monkeypatch.setattr(Template, "render", guarded)
