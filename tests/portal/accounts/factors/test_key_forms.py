"""The forms of security keys are in the language of the page."""

import pytest

from tests.people import code_of, made_person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("language", "label"), [("", "Naam"), ("/en", "Name")])
def test_the_form_for_a_key_speaks_the_language_of_the_page(client, language, label):
    client.force_login(made_person("editor"))
    client.post("/account/2fa/reauthenticate/", {"code": code_of()})
    html = client.get(f"{language}/account/2fa/webauthn/add/").content.decode()
    assert label in html.split('for="id_name"')[1].split("</label>")[0]
    assert "checked" in html.split('name="passwordless"')[1].split(">")[0]
