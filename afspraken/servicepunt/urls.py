"""Addresses of the employees' door, all under servicepunt/. None holds personal data."""

from django.urls import URLPattern, URLResolver, path

from afspraken.servicepunt import kennis, kennisredactie, start

app_name = "servicepunt"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", start.start, name="start"),
    path("kennis/", kennis.zoek, name="kennis"),
    path("kennis/artikel/<slug:slug>/", kennis.artikel, name="kennisartikel"),
    path("kennis/beheer/", kennisredactie.beheer, name="kennis_beheer"),
    path("kennis/beheer/nieuw/", kennisredactie.nieuw, name="kennis_nieuw"),
    path("kennis/beheer/<slug:slug>/", kennisredactie.schrijven, name="kennis_schrijven"),
    path("kennis/beheer/<slug:slug>/versies/", kennisredactie.versies, name="kennis_versies"),
]
