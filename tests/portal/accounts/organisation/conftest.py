"""The identity provider, at which the invited editor is signed in."""

import threading
from collections.abc import Iterator
from http.server import HTTPServer
from typing import Any

import pytest

from tests.portal.accounts.organisation.provider import EMAIL, Provider


@pytest.fixture
def provider(settings: Any) -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Provider)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    address = f"http://127.0.0.1:{server.server_port}"
    app = {"provider_id": "organisatie", "name": "Gemeente X", "client_id": "wijzer"}
    app |= {"secret": "s", "settings": {"server_url": address}}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
    Provider.person = {"sub": "42", "email": EMAIL, "email_verified": True}
    yield address
    server.shutdown()
    server.server_close()
    thread.join()
