"""Pages and mails of accounts are in one language, with all that django-allauth adds."""

import pytest
from allauth.mfa.totp.internal import auth

from tests.foreign_words import foreign_words_of_page
from tests.people import PASSWORD, made_person
from tests.portal.accounts.walking import Walk, the_whole

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def local(settings) -> None:
    settings.ALLOWED_HOSTS = ["localhost"]
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True


@pytest.mark.walk
@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_page_or_mail_of_accounts_has_words_of_the_other_language(language):
    told = list(the_whole(Walk(language)))
    assert len(told) > 100
    found = [
        f"{name}: {word}"
        for name, text in told
        for word in sorted(foreign_words_of_page(text, language))
    ]
    assert found == []


def test_a_key_is_no_text_in_a_language(monkeypatch):
    monkeypatch.setattr(auth, "generate_totp_secret", lambda: "YOUR2PASSWORD3WACHTWOORD")
    walk = Walk("nl")
    walk.anew(made_person("editor", second_factor=False))
    walk.get("2fa/totp/activate/")
    walk.post("reauthenticate/", {"password": PASSWORD})
    page = walk.get("2fa/totp/activate/").content.decode()
    assert "YOUR2PASSWORD3WACHTWOORD" in page
    assert foreign_words_of_page(page, "nl") == set()


def test_a_page_that_mixes_languages_is_noticed():
    page = '<p lang="en">The keys</p><p title="{0}">{1} <b translate="no">Veilig</b></p>'
    assert foreign_words_of_page(page.format("Wachtwoord", "Code"), "nl") == set()
    assert foreign_words_of_page(page.format("Your password", "Code"), "nl") == {
        "your",
        "password",
    }
    assert foreign_words_of_page(page.format("Password", "Veilig wachtwoord"), "en") == {
        "veilig",
        "wachtwoord",
    }
    assert foreign_words_of_page("<p>Kies je wachtwoord</p>", "nl") == {"je"}
