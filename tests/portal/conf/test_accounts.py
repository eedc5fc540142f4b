"""Account settings in production."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.paths import ROOT
from tests.portal.conf.test_production import SAFE

SHOWN = (
    "REQUIRE_SECOND_FACTOR SESSION_COOKIE_NAME CSRF_COOKIE_NAME SESSION_COOKIE_SECURE "
    "REQUIRE_SECOND_FACTOR_READERS TRUSTED_PROXIES SECURE_HSTS_PRELOAD MFA_KEYS SECRET_KEY "
    "SESSION_COOKIE_AGE EMAIL_BACKEND SOCIALACCOUNT_PROVIDERS ALLAUTH_TRUSTED_PROXY_COUNT "
    "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN OIDC_TRUSTS_SECOND_FACTOR"
)
CODE = f"""
import json
from portal import settings
found = {{name: getattr(settings, name, None) for name in {SHOWN!r}.split()}}
print(json.dumps(found, default=str))
"""


def settings_with(folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    needed = {**SAFE, "DATA_DIR": str(folder)}
    return subprocess.run(
        [sys.executable, "-c", CODE],
        cwd=ROOT,
        env={**kept, **needed, **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_is_strict_by_default(tmp_path):
    found = json.loads(settings_with(tmp_path).stdout)
    assert found["REQUIRE_SECOND_FACTOR"] is True
    assert found["REQUIRE_SECOND_FACTOR_READERS"] is True
    assert found["SECURE_HSTS_PRELOAD"] is True
    assert found["MFA_KEYS"] == [found["SECRET_KEY"]]
    assert found["SESSION_COOKIE_NAME"] == "__Host-session"
    assert found["CSRF_COOKIE_NAME"] == "__Host-csrf"
    assert found["SESSION_COOKIE_SECURE"] is True
    assert found["SESSION_COOKIE_AGE"] == 12 * 3600
    assert found["EMAIL_BACKEND"].endswith("NoMailBackend")
    assert found["SOCIALACCOUNT_PROVIDERS"] == {}
    assert found["ALLAUTH_TRUSTED_PROXY_COUNT"] == 0
    assert found["MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN"] is False
    assert found["OIDC_TRUSTS_SECOND_FACTOR"] == []


def test_the_local_start_asks_no_second_factor_unless_told(tmp_path):
    for told, required in (("", False), ("1", True)):
        more = {"REQUIRE_SECOND_FACTOR": told} if told else {}
        local = {"VERWIJSWIJZER_LOCAL": "1", "SITE_URL": "http://127.0.0.1"}
        found = json.loads(settings_with(tmp_path, **local, **more).stdout)
        assert found["REQUIRE_SECOND_FACTOR"] is required


def test_variables_are_read(tmp_path):
    variables = {"OIDC_SERVER_URL": "https://id.example", "OIDC_CLIENT_ID": "wijzer"}
    variables |= {"OIDC_CLIENT_SECRET": "geheim", "OIDC_NAME": "Gemeente X"}
    variables |= {"EMAIL_HOST": "mail.example", "DEFAULT_FROM_EMAIL": "wijzer@wijzer.example"}
    variables |= {"NO_MAIL": "0"}
    variables |= {"SESSION_HOURS": "8", "BEHIND_PROXY": "1"}
    found = json.loads(settings_with(tmp_path, **variables).stdout)
    (app,) = found["SOCIALACCOUNT_PROVIDERS"]["openid_connect"]["APPS"]
    assert app["name"] == "Gemeente X"
    assert app["settings"] == {"server_url": "https://id.example", "oauth_pkce_enabled": True}
    assert found["EMAIL_BACKEND"].endswith("OutboxBackend")
    assert found["SESSION_COOKIE_AGE"] == 8 * 3600
    assert found["ALLAUTH_TRUSTED_PROXY_COUNT"] == 1


@pytest.mark.parametrize("value", ["0", "veel", "-1", "1.5"])
def test_a_number_that_is_none_is_refused(tmp_path, value):
    result = settings_with(tmp_path, SESSION_HOURS=value)
    assert result.returncode != 0
    assert "SESSION_HOURS must be a whole number above 0" in result.stderr


def test_preloading_is_a_choice(tmp_path):
    found = json.loads(settings_with(tmp_path, HSTS_PRELOAD="0").stdout)
    assert found["SECURE_HSTS_PRELOAD"] is False


def test_the_number_of_proxies_is_one_setting_for_all_limits(tmp_path):
    found = json.loads(settings_with(tmp_path, BEHIND_PROXY="1", TRUSTED_PROXIES="2").stdout)
    assert (found["TRUSTED_PROXIES"], found["ALLAUTH_TRUSTED_PROXY_COUNT"]) == (2, 2)
    refused = settings_with(tmp_path, TRUSTED_PROXIES="2")
    assert refused.returncode != 0
    assert "BEHIND_PROXY must be set because TRUSTED_PROXIES is" in refused.stderr


def test_the_new_key_of_second_factors_is_first_and_the_old_ones_stay(tmp_path):
    new, old = "nieuw-" + SAFE["SECRET_KEY"], "oud-" + SAFE["SECRET_KEY"]
    found = json.loads(settings_with(tmp_path, MFA_KEY=new, MFA_OLD_KEYS=old).stdout)
    assert found["MFA_KEYS"] == [new, SAFE["SECRET_KEY"], old]
