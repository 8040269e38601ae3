"""Addresses of the employees' door, all under servicepunt/. None holds personal data."""

from django.urls import URLPattern, URLResolver, path

from afspraken.servicepunt import (
    contacten,
    document,
    kennis,
    kennisredactie,
    klanten,
    koppelen,
    ophalen,
    start,
    storingen,
    terugbellen,
    vragen,
)
from afspraken.servicepunt.balie import aanvraag, dag, inloop, kopie, loket, plek
from afspraken.servicepunt.gesprek import views
from afspraken.terugbelpagina import addresses

app_name = "servicepunt"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", start.start, name="start"),
    path("gesprek/", views.nieuw, name="gesprek_nieuw"),
    path("gesprek/<str:code>/", views.gesprek, name="gesprek"),
    path("gesprek/<str:code>/bewaar/", views.bewaar, name="gesprek_bewaar"),
    path("gesprek/<str:code>/terug/", views.terug, name="gesprek_terug"),
    path("gesprek/<str:code>/klaar/", views.klaar, name="gesprek_klaar"),
    path("klanten/", klanten.zoek, name="klanten"),
    path("klanten/<int:pk>/", klanten.klant, name="klant"),
    path("klanten/<int:pk>/gegevens/", klanten.gegevens, name="klantgegevens"),
    path("klanten/<int:pk>/samenvoegen/<int:ander>/", klanten.samenvoegen, name="samenvoegen"),
    path("klanten/<int:pk>/koppelen/", koppelen.koppelen, name="traject_koppelen"),
    path("klanten/<int:pk>/losmaken/", koppelen.losmaken, name="traject_losmaken"),
    path("samenvoegingen/<int:pk>/ongedaan/", klanten.ongedaan, name="samenvoeging_ongedaan"),
    path("contacten/nieuw/", contacten.nieuw, name="contact_nieuw"),
    path("contacten/<int:pk>/", contacten.contact, name="contact"),
    path("terugbellen/uitvoer.csv", terugbellen.uitvoer, name="terugbellen_uitvoer"),
    *addresses(
        "terugbellen",
        lijst=terugbellen.lijst,
        verzoek=terugbellen.verzoek,
        stap=terugbellen.stap,
    ),
    path("ophalen/", ophalen.lijst, name="ophalen"),
    *(
        path(f"ophalen/{naam}/", ophalen.stap, {"naam": naam}, f"ophalen_{naam}")
        for naam in ophalen.STEPS
    ),
    path("ophalen/<int:pk>/", document.document, name="document"),
    path("ophalen/<int:pk>/uitreiken/", document.uitreiken, name="document_uitreiken"),
    path("ophalen/<int:pk>/verplaatsen/", document.verplaatsen, name="document_verplaatsen"),
    path("gesprek/<str:code>/vragen/<slug:slug>/", vragen.vragen, name="vragen"),
    path("gesprek/<str:code>/vragen/<slug:slug>/neem/", vragen.overnemen, name="vragen_overnemen"),
    path("storingen/", storingen.lijst, name="storingen"),
    *(
        path(f"storingen/bij/{naam}/<int:pk>/", storingen.bij, {"soort": naam}, f"storing_{naam}")
        for naam in ("afwezigheid", "sluiting")
    ),
    path("storingen/<int:pk>/", storingen.pagina, name="storing"),
    path("storingen/<int:pk>/goedkeuren/", storingen.goedkeuren, name="storing_goedkeuren"),
    path("storingen/<int:pk>/verder/", storingen.verder, name="storing_verder"),
    path("storingen/<int:pk>/opnieuw/", storingen.opnieuw, name="storing_opnieuw"),
    path("storingen/<int:pk>/beeindigen/", storingen.beeindigen, name="storing_beeindigen"),
    path("storingen/<int:pk>/<int:voorstel>/", storingen.voorstel, name="storing_voorstel"),
    path("kennis/", kennis.zoek, name="kennis"),
    path("kennis/artikel/<slug:slug>/", kennis.artikel, name="kennisartikel"),
    path("kennis/beheer/", kennisredactie.beheer, name="kennis_beheer"),
    path("kennis/beheer/nieuw/", kennisredactie.nieuw, name="kennis_nieuw"),
    path("kennis/beheer/<slug:slug>/", kennisredactie.schrijven, name="kennis_schrijven"),
    path("kennis/beheer/<slug:slug>/versies/", kennisredactie.versies, name="kennis_versies"),
    path("balie/", plek.begin, name="balie"),
    path("balie/werker.js", kopie.werker, name="balie_werker"),
    path("balie/<slug:slug>/", dag.dag, name="balie_dag"),
    path("balie/<slug:slug>/voorbereiding/", dag.voorbereiding, name="balie_voorbereiding"),
    path("balie/<slug:slug>/melden/", dag.melden, name="balie_melden"),
    path("balie/<slug:slug>/afwezig/", dag.afwezig, name="balie_afwezig"),
    path("balie/<slug:slug>/wachtende/<int:pk>/<str:naam>/", dag.stap, name="balie_stap"),
    path("balie/<slug:slug>/inloop/", inloop.inloop, name="balie_inloop"),
    path("balie/<slug:slug>/inloop/<int:pk>/", inloop.nummer, name="balie_nummer"),
    path("balie/<slug:slug>/inloop/<int:pk>/aanvraag/", aanvraag.aanvraag, name="balie_aanvraag"),
    path("balie/<slug:slug>/loket/", plek.loketten, name="balie_loketten"),
    path("balie/<slug:slug>/loket/<int:middel>/", loket.loket, name="balie_loket"),
    path("balie/<slug:slug>/loket/<int:middel>/volgende/", loket.volgende, name="balie_volgende"),
    path(
        "balie/<slug:slug>/loket/<int:middel>/<int:pk>/<str:naam>/",
        loket.stap,
        name="balie_loketstap",
    ),
]
