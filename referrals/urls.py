from django.urls import path

from referrals import views

urlpatterns = [path("verwijzen/", views.guide, name="guide")]
