from django.urls import path

from referrals import views

urlpatterns = [
    path("verwijzen/", views.guide_page, name="guide"),
    path("verwijzen/uitkomst.pdf", views.outcome_pdf, name="outcome_pdf"),
    path("verwijzen/kaart/", views.guide_map, name="guide_map"),
    path("verwijzen/uitgave/<int:number>/", views.old_release, name="old_release"),
    path("verwijzen/concept/", views.preview, name="preview"),
]
