"""Addresses of the phone, all under route/. None holds personal data."""

from django.urls import path

from mobiel.telefoon import beheer, opnieuw, sync, views

app_name = "telefoon"

urlpatterns = [
    path("", views.route, name="route"),
    path("melding/", views.melding, name="melding"),
    path("sync/", sync.sync, name="sync"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path("werker.js", views.werker, name="werker"),
    path("bezoek/<str:code>/opnieuw/", opnieuw.opnieuw, name="opnieuw"),
    path("bezoek/<str:code>/afronden/", opnieuw.afronden, name="afronden"),
    path("onderweg/", beheer.onderweg, name="onderweg"),
    path("onderweg/melding/<int:pk>/", beheer.afhandelen, name="afhandelen"),
    path("onderweg/toestel/<int:pk>/", beheer.intrekken, name="intrekken"),
    path("onderweg/markering/", beheer.markeren, name="markeren"),
    path("onderweg/markering/<int:pk>/weg/", beheer.markering_weg, name="markering_weg"),
]
