"""Django settings, read from the environment. docs/operations.md lists the variables.

Safe by default: without VERWIJSWIJZER_LOCAL=1 this is a production process, which refuses to start
with unsafe settings (portal/conf/production.py) and serves https only.
"""

import os
from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from portal.conf import production
from portal.conf.accounts import *  # noqa: F403
from portal.conf.environment import flag, page_cache_at, stored_secret, whole_number, words
from portal.conf.logging import configuration
from portal.theme.theme import read_theme

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(os.environ.get("DATA_DIR", BASE_DIR / ".local"))

VERSION = "0.1.0"
LOCAL = flag("VERWIJSWIJZER_LOCAL")
DEBUG = flag("DEBUG")

if LOCAL:
    SECRET_KEY = os.environ.get("SECRET_KEY") or stored_secret(DATA_DIR / "secret_key")
    ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", *words("ALLOWED_HOSTS")]
    SITE_URL = production.local_site_url()
else:
    DEBUG = production.no_debug(DEBUG)
    SECRET_KEY = production.secret_key()
    ALLOWED_HOSTS = production.allowed_hosts()
    SITE_URL = production.site_url(ALLOWED_HOSTS)

EMAIL_BACKEND = MAIL_BACKENDS[production.mail_choice(local=LOCAL)]  # noqa: F405
# The first encrypts secrets of second factors; all of them decrypt.
MFA_KEYS = production.second_factor_keys(SECRET_KEY)

# The target of "Leave this site", and the contact of security.txt.
LEAVE_URL = production.leave_url(ALLOWED_HOSTS)
SECURITY_CONTACT = production.security_contacts()
SECURITY_CONTACT_UNTIL = production.security_contact_until(SECURITY_CONTACT)
SECURITY_POLICY = production.security_policy()

INSTALLED_APPS = [
    "modeltranslation",  # first: the admin and the history need the columns that it adds
    "portal",
    "knowledge",
    "referrals",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "simple_history",
    "concurrency",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "portal.apps.EditorsAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",  # static files
]

MIDDLEWARE = [
    "portal.page_cache.middleware.page_cache",  # outermost: the headers are cached too
    "portal.middleware.extra_headers",
    "portal.middleware.one_address",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "portal.middleware.strict_csp_for_files",
    "portal.middleware.refused_encodings",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "portal.api.middleware.public_api",
    "portal.middleware.known_methods",
    "portal.middleware.TokensOfTexts",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "portal.accounts.sessions.limited_sessions",
    "portal.accounts.sessions.private_responses",
    "portal.accounts.second_factor.SecondFactorMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

# Database: an SQLite file unless DATABASE_URL is set. Connections are persistent, per thread.
DATABASES = {"default": production.database(DATA_DIR)}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        # WAL: readers never wait for a writer, and a second writer waits instead of failing.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA foreign_keys=ON",
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
    }
else:
    # Fail within seconds when the database server does not respond.
    timeouts = {"connect_timeout": 3, "keepalives_idle": 30, "tcp_user_timeout": 10_000}
    DATABASES["default"]["OPTIONS"] = timeouts | DATABASES["default"].get("OPTIONS", {})
# Public pages are cached for speed, and on disk to be there without a database.
PAGE_CACHE = flag("PAGE_CACHE", default=True)
PAGES_BEFOREHAND = flag("PAGES_BEFOREHAND", default=True)
CACHES["pages"] = page_cache_at(os.environ.get("CACHE_URL", "").strip())  # noqa: F405
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Languages: Dutch is the source, English is complete.
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Dutch")), ("en", _("English"))]
MODELTRANSLATION_DEFAULT_LANGUAGE = "nl"
MODELTRANSLATION_FALLBACK_LANGUAGES = ("nl",)
LOCALE_PATHS = [BASE_DIR / "portal" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Amsterdam"

# Colours, logo and name of the organisation that runs this portal.
THEME = read_theme()

# Static files: served compressed, and cached forever under hashed names.
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "portal.static_files.StaticFilesStorage"},
}

CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "portal.accounts.passwords.LengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "portal.accounts.passwords.OwnWordsValidator"},
]
# Editing: history of every change, and optimistic locking.
SIMPLE_HISTORY_HISTORY_CHANGE_REASON_USE_TEXT_FIELD = True
CONCURRENCY_AUTO_CREATE_TRIGGERS = False  # only TriggerVersionField needs them, which is not used
CONFIRMED_FOR_DAYS = whole_number("CONFIRMED_FOR_DAYS", 180)
DUE_SOON_DAYS = 30
FACTSHEET_DAYS = whole_number("FACTSHEET_DAYS", 90)  # until a printed copy expires
FOUR_EYES = flag("FOUR_EYES")

CSRF_FAILURE_VIEW = "portal.pages.errors.csrf_failure"

# Of pages; portal/middleware.py has the policy of other responses.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # Bootstrap draws its icons from data: images
        "connect-src": [SELF],  # suggestions while typing
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
SECURE_REFERRER_POLICY = "no-referrer"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
if not LOCAL:
    SECURE_SSL_REDIRECT = flag("SECURE_SSL_REDIRECT", default=True)
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = flag("HSTS_PRELOAD", default=True)
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
    CSRF_TRUSTED_ORIGINS = [f"https://{host.lstrip('.')}" for host in ALLOWED_HOSTS]
    if flag("BEHIND_PROXY"):
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

LOGGING = configuration(local=LOCAL)
