from django.urls import path

from referrals import views

urlpatterns = [
    path("verwijzen/", views.walk, name="guide"),
    path("verwijzen/concept/", views.preview, name="preview"),
]
