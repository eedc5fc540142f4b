"""URLs of accounts, with only those views of django-allauth that are used."""

from allauth.account import views as allauth_views
from allauth.socialaccount import views as social_views
from allauth.socialaccount.providers.openid_connect import views as oidc_views
from django.urls import include, path, re_path

from portal.accounts import views
from portal.accounts.factors import views as factor_views
from portal.accounts.organisation import views as organisation_views
from portal.outgoing.provider import answers_without_provider

urlpatterns = [
    path("", views.account, name="account"),
    path("sessies/", views.sessions, name="account_sessions"),
    path("uitnodiging/<str:key>/", views.invitation, name="invitation"),
    path("login/", allauth_views.login, name="account_login"),
    path("logout/", allauth_views.logout, name="account_logout"),
    path("inactive/", allauth_views.account_inactive, name="account_inactive"),
    path("signup/", views.signup_closed, name="account_signup"),
    path("reauthenticate/", allauth_views.reauthenticate, name="account_reauthenticate"),
    path(
        "confirm-email/",
        allauth_views.email_verification_sent,
        name="account_email_verification_sent",
    ),
    path("confirm-email/<str:key>/", allauth_views.confirm_email, name="account_confirm_email"),
    path("password/change/", allauth_views.password_change, name="account_change_password"),
    path("password/set/", allauth_views.password_set, name="account_set_password"),
    path("password/reset/", allauth_views.password_reset, name="account_reset_password"),
    path(
        "password/reset/done/",
        allauth_views.password_reset_done,
        name="account_reset_password_done",
    ),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        allauth_views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        allauth_views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("2fa/totp/activate/", factor_views.activate, name="mfa_activate_totp"),
    path("2fa/", include("allauth.mfa.urls")),
    # These are 404 without an identity provider.
    path(
        "oidc/<str:provider_id>/login/",
        answers_without_provider(oidc_views.login),
        name="openid_connect_login",
    ),
    path(
        "oidc/<str:provider_id>/login/callback/",
        answers_without_provider(oidc_views.callback),
        name="openid_connect_callback",
    ),
    path("oidc/verbinden/<str:key>/", organisation_views.connect, name="organisation_connect"),
    path("oidc/cancelled/", social_views.login_cancelled, name="socialaccount_login_cancelled"),
]
