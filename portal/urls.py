"""URLs of the site. Dutch paths; the English pages have the same ones below /en/."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from knowledge.history.deleted_admin import deleted_page, deleted_row_page
from portal.accounts.rate_limits import too_many_requests
from portal.api import downloads
from portal.api.guide import open_data
from portal.api.hsds import api
from portal.health import views as health
from portal.pages import errors, offline, robots, views
from portal.pages.security_txt import security_txt
from portal.theme.style_page import style_page
from portal.theme.views import theme_file

urlpatterns = [
    path(".well-known/security.txt", security_txt, name="security_txt"),
    path("robots.txt", robots.robots_txt, name="robots"),
    path("sitemap.xml", robots.sitemap, name="sitemap"),
    path("healthz", health.health, name="health"),
    path("readyz", health.ready, name="ready"),
    path("favicon.ico", offline.favicon, name="favicon"),
    path("dienst.js", offline.worker, name="worker"),
    path("offline/lijst.json", offline.precache_list, name="kept_list"),
    path(f"{settings.STATIC_URL[1:]}thema/<str:name>", theme_file, name="theme_file"),
    path("api/hsds/", api.urls),
    path("api/kennis.json", downloads.knowledge, name="knowledge_base"),
    *i18n_patterns(
        path("", views.home, name="home"),
        path("over/", views.about, name="about"),
        path("privacy/", views.privacy, name="privacy"),
        path("veilig-kijken/", views.leaving, name="leaving"),
        path("toegankelijkheid/", views.accessibility, name="accessibility"),
        path("offline/", offline.offline, name="offline"),
        path("offline/niet-hier/", offline.not_here, name="not_here"),
        path("manifest.webmanifest", offline.manifest, name="manifest"),
        path("open-data/", open_data, name="open_data"),
        path("stijl/", style_page, name="style"),
        path("", include("portal.search.urls")),
        path("account/", include("portal.accounts.urls")),
        path("beheer/verwijderd/", admin.site.admin_view(deleted_page), name="deleted"),
        path(
            "beheer/verwijderd/<str:label>/<int:entry>/",
            admin.site.admin_view(deleted_row_page),
            name="deleted_row",
        ),
        path("beheer/controleren/", include("knowledge.confirmation.urls")),
        path("beheer/", admin.site.urls),
        path("", include("knowledge.urls")),
        path("", include("referrals.urls")),
        prefix_default_language=False,
    ),
]

handler400 = errors.bad_request
handler403 = errors.permission_denied
handler404 = errors.not_found
handler429 = too_many_requests
handler500 = errors.server_error
