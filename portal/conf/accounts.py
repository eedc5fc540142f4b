"""Settings of accounts: login, second factor, sessions, mail and single sign-on.

Part of portal/settings.py, which imports all of them.
"""

import os
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.conf.environment import flag, whole_number
from portal.conf.production import together

_LOCAL = flag("VERWIJSWIJZER_LOCAL")

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"

# Accounts are created by invitation: a person signs in with the address that was invited.
ACCOUNT_ADAPTER = "portal.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "portal.accounts.factors.bounded_forms.LoginForm",
    "change_password": "portal.accounts.factors.bounded_forms.ChangePasswordForm",
    "set_password": "portal.accounts.factors.bounded_forms.FirstPasswordForm",
    "reset_password": "portal.accounts.factors.bounded_forms.ForgottenForm",
    "reset_password_from_key": "portal.accounts.factors.bounded_forms.NewPasswordForm",
    "reauthenticate": "portal.accounts.factors.bounded_forms.PasswordAgainForm",
}
ACCOUNT_USER_DISPLAY = "portal.accounts.roles.display_name"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Verwijswijzer: "
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
# Not by a code in a mail: whoever reads the mail of somebody would be them here.
ACCOUNT_REAUTHENTICATION_METHODS = ("password", "mfa")
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "http" if _LOCAL else "https"
INVITATION_VALID = timedelta(days=7)

# A limit delays, and cannot be used to lock someone else out: `key` of a failed login is the
# account with the IP address of the client. See docs/decisions/0008-accounts.md.
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "20/5m/ip,5/m/key",
    "reset_password": "20/5m/ip,3/5m/key",
    "reset_password_from_key": "20/5m/ip",
    "reauthenticate": "10/m/user",
    "change_password": "10/m/user",
    "invitation": "20/5m/ip",
}
LONGEST_LIMIT = timedelta(minutes=5)
# In an hour, from places where the account did not sign in before: factors/guessing.py.
GUESSES_OF_ACCOUNT, GUESSES_FROM_NETWORK = 30, 120
KNOWN_PLACE = timedelta(days=30)
# Counted in the database, which all processes of all machines share.
CACHES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "portal.accounts.count_cache.SealedTable",
        "LOCATION": "cache",
        "KEY_FUNCTION": "portal.accounts.rate_limits.hidden_key",
    }
}
together("TRUSTED_PROXIES", need=("BEHIND_PROXY",))
# How many of our own proxies a request passes: the last entries of X-Forwarded-For.
TRUSTED_PROXIES = whole_number("TRUSTED_PROXIES", 1) if flag("BEHIND_PROXY") else 0
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES

# The second factor, required of staff, and of readers of restricted content.
REQUIRE_SECOND_FACTOR = flag("REQUIRE_SECOND_FACTOR", default=not _LOCAL)
REQUIRE_SECOND_FACTOR_READERS = flag("REQUIRE_SECOND_FACTOR_READERS", default=not _LOCAL)
MFA_ADAPTER = "portal.accounts.adapter.SecondFactorAdapter"
MFA_FORMS = {
    "activate_totp": "portal.accounts.factors.forms.FirstCodeForm",
    "add_webauthn": "portal.accounts.factors.key_forms.AddKeyForm",
    "edit_webauthn": "portal.accounts.factors.key_forms.EditKeyForm",
    "authenticate": "portal.accounts.factors.forms.CodeForm",
    "reauthenticate": "portal.accounts.factors.forms.CodeAgainForm",
    "authenticate_webauthn": "portal.accounts.factors.forms.KeyForm",
    "reauthenticate_webauthn": "portal.accounts.factors.forms.KeyAgainForm",
    "login_webauthn": "portal.accounts.factors.forms.KeyLoginForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Verwijswijzer"
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = _LOCAL  # http://localhost, which browsers trust too

# A session ends when idle, after a working day at most, and with the browser.
SESSION_IDLE = timedelta(minutes=whole_number("SESSION_IDLE_MINUTES", 60))
SESSION_LONGEST = timedelta(hours=whole_number("SESSION_HOURS", 12))
SESSION_COOKIE_AGE = int(SESSION_LONGEST.total_seconds())
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_AGE = None  # a session cookie too: visitors only get it on pages with a form
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Mail goes into an outbox, which a thread sends. Locally it is printed until a server is set.
together("EMAIL_HOST_USER", "EMAIL_HOST_PASSWORD", need=("EMAIL_HOST",))
together("EMAIL_HOST_USER", "EMAIL_HOST_PASSWORD", need=("EMAIL_HOST_USER", "EMAIL_HOST_PASSWORD"))
if not _LOCAL:
    together("EMAIL_HOST", need=("DEFAULT_FROM_EMAIL",))
EMAIL_HOST = os.environ.get("EMAIL_HOST", "")
EMAIL_PORT = whole_number("EMAIL_PORT", 587)
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = flag("EMAIL_USE_TLS", default=True)
EMAIL_TIMEOUT = 10
OUTBOX = "portal.outgoing.outbox.OutboxBackend"
MAIL_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
MAIL_BACKENDS = {
    "server": OUTBOX,
    "none": "portal.outgoing.outbox.NoMailBackend",
    "console": "django.core.mail.backends.console.EmailBackend",
}
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "verwijswijzer@localhost")

# The organisation's own identity provider, when set.
SOCIALACCOUNT_ADAPTER = "portal.accounts.organisation.adapter.OrganisationAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = False
# By a link: `form-action 'self'` would block a form that redirects to the provider.
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_PROVIDERS: dict[str, dict[str, list[dict[str, object]]]] = {}
# Providers that are trusted to ask for a second factor themselves.
OIDC_TRUSTS_SECOND_FACTOR = ["organisatie"] if flag("OIDC_TRUSTS_SECOND_FACTOR") else []
_OIDC = ("OIDC_SERVER_URL", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET")
if together(*_OIDC, need=_OIDC):
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "APPS": [
            {
                "provider_id": "organisatie",
                "name": os.environ.get("OIDC_NAME") or _("your organisation"),
                "client_id": os.environ["OIDC_CLIENT_ID"],
                "secret": os.environ["OIDC_CLIENT_SECRET"],
                "settings": {
                    "server_url": os.environ["OIDC_SERVER_URL"],
                    "oauth_pkce_enabled": True,
                },
            }
        ]
    }
