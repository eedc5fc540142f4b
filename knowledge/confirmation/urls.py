"""Where editors check contact details."""

from django.urls import path

from knowledge.confirmation import bulk_views as confirming_bulk
from knowledge.confirmation import views as confirming_views
from knowledge.confirmation.requests import views as confirmation_request_views

urlpatterns = [
    path("", confirming_views.work, name="confirming"),
    path("lijst/", confirming_bulk.listing, name="confirming_list"),
    path("samen/", confirming_bulk.together, name="confirming_together"),
    path("voorstel/<int:pk>/", confirming_views.decide, name="confirming_decide"),
    path("vragen/<int:pk>/", confirmation_request_views.ask, name="confirming_ask"),
]
