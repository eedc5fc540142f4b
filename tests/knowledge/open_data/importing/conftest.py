"""Imports of the data of another publisher."""

from io import StringIO

import pytest
from django.core.management import call_command

from tests.knowledge.open_data.importing.feeds import SOURCE, write_json


@pytest.fixture
def run_import(tmp_path):
    """Runs the import of services and returns the output of the command."""

    def run(content, *, apply=True, **options) -> str:
        path = content if hasattr(content, "exists") else write_json(tmp_path, content)
        out = StringIO()
        call_command("import_hsds", path, stdout=out, apply=apply, **{**SOURCE, **options})
        return out.getvalue()

    return run
