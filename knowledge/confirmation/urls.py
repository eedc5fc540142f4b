"""URLs of the confirmation pages for editors."""

from django.urls import path

from knowledge.confirmation import bulk_views, views
from knowledge.confirmation.requests import views as request_views

urlpatterns = [
    path("", views.work, name="confirming"),
    path("lijst/", bulk_views.bulk_list, name="confirming_list"),
    path("samen/", bulk_views.bulk_confirm, name="confirming_together"),
    path("voorstel/<int:pk>/", views.decide, name="confirming_decide"),
    path("vragen/<int:pk>/", request_views.ask, name="confirming_ask"),
]
