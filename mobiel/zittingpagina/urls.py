"""Addresses of care-home days for employees, all under zittingen/. None holds personal data."""

from django.urls import path

from mobiel.zittingpagina import beheer, naderhand, nieuw

app_name = "zittingen"

urlpatterns = [
    path("", beheer.lijst, name="lijst"),
    path("nieuw/", nieuw.nieuw, name="nieuw"),
    path("<int:pk>/", beheer.zitting, name="zitting"),
    path("<int:pk>/blad/", beheer.blad, name="blad"),
    path("<int:pk>/naderhand/", naderhand.naderhand, name="naderhand"),
    path("<int:pk>/aanmelden/", beheer.aanmelden, name="aanmelden"),
    path("<int:pk>/afmelden/<int:bewoner>/", beheer.afmelden, name="afmelden"),
    path("<int:pk>/volgorde/", beheer.volgorde, name="volgorde"),
    path("<int:pk>/link/", beheer.link, name="link"),
    path("<int:pk>/link/<int:toegang>/intrekken/", beheer.intrekken, name="intrekken"),
    path("<int:pk>/sluiten/", beheer.sluiten, name="sluiten"),
    path("<int:pk>/afgelasten/", beheer.afgelasten, name="afgelasten"),
]
