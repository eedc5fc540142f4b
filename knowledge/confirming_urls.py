"""Where editors check contact details."""

from django.urls import path

from knowledge import confirmation_request_views, confirming_bulk, confirming_views

urlpatterns = [
    path("", confirming_views.work, name="confirming"),
    path("lijst/", confirming_bulk.listing, name="confirming_list"),
    path("samen/", confirming_bulk.together, name="confirming_together"),
    path("voorstel/<int:pk>/", confirming_views.decide, name="confirming_decide"),
    path("vragen/<int:pk>/", confirmation_request_views.ask, name="confirming_ask"),
]
