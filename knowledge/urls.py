from django.urls import path

from knowledge.confirmation.reports import views as report_views
from knowledge.confirmation.requests import views as confirmation_request_views
from knowledge.factsheets import views as factsheets
from knowledge.pages import embeds as embed_views
from knowledge.pages import vcard as vcard_views
from knowledge.pages import views
from knowledge.tick_list import views as tick_list

urlpatterns = [
    path("factsheets/", factsheets.factsheets, name="factsheets"),
    path("factsheets/<slug:slug>.pdf", factsheets.factsheet_pdf, name="factsheet_pdf"),
    path("factsheets/<slug:slug>.png", factsheets.factsheet_face, name="factsheet_face"),
    path("factsheets/<slug:slug>/", factsheets.factsheet, name="factsheet"),
    path("kennis/", views.overview, name="knowledge"),
    path("organisaties/", views.organisations, name="organisations"),
    path("organisaties/<slug:slug>/", views.organisation, name="organisation"),
    path("loketten/", views.services, name="services"),
    path("loketten/<slug:slug>.vcf", vcard_views.service_vcard, name="service_vcard"),
    path("loketten/<slug:slug>/", views.service, name="service"),
    path("loketten/<slug:slug>/melden/", report_views.report, name="report"),
    path("loketten/<slug:slug>/melden/bedankt/", report_views.thanks, name="report_thanks"),
    path("insluiten/", embed_views.embeds, name="embeds"),
    path("insluiten/loketten/<slug:slug>/", embed_views.embed, name="embed"),
    path("vormen/", views.exploitation_forms, name="exploitation_forms"),
    path("signalen/", views.signals, name="signals"),
    path("signalen/gezien/", tick_list.seen, name="seen"),
    path("signalen/wat-ik-zag.pdf", tick_list.seen_pdf, name="seen_pdf"),
    path("risicoplekken/", views.places, name="places"),
    path("wetsartikelen/", views.articles, name="articles"),
    path("wetsartikelen/tabel/", views.offences, name="offences"),
    path("wetsartikelen/<slug:slug>/", views.article, name="article"),
    path("handreikingen/", views.guidance_list, name="guidance_list"),
    path("handreikingen/<slug:slug>/", views.guidance, name="guidance"),
    path("hulpmiddelen/", views.resources, name="resources"),
    path("cijfers/", views.figures, name="figures"),
    path(
        "bevestigen/bedankt/",
        confirmation_request_views.confirm_own_thanks,
        name="confirm_own_thanks",
    ),
    path("bevestigen/<str:token>/", confirmation_request_views.confirm_own, name="confirm_own"),
    path("bronnen/", views.sources, name="sources"),
]
