"""Benchmark baseline: Django views with the middleware of a new project.

`/empty` returns an empty response; `/one-row` reads one row by primary key through the ORM, with
the database and database settings of the portal.
"""

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

from portal.settings import DATABASES

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

settings.configure(
    SECRET_KEY="only for measuring",
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    MIDDLEWARE=MIDDLEWARE,
    DATABASES=DATABASES,
    INSTALLED_APPS=[
        "django.contrib.contenttypes",
        "django.contrib.auth",
        "django.contrib.sessions",
        "django.contrib.messages",
    ],
)
application = get_wsgi_application()

from django.contrib.contenttypes.models import ContentType  # noqa: E402 - after the set-up


def empty(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")


def one_row(request: HttpRequest) -> HttpResponse:
    return HttpResponse(ContentType.objects.get(pk=1).model)


urlpatterns = [path("empty", empty), path("one-row", one_row), path("healthz", empty)]
