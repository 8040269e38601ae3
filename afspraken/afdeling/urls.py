"""Addresses of the specialists' door, all under afdeling/. None holds personal data."""

from django.urls import URLPattern, URLResolver, path

from afspraken.afdeling import (
    afspraak,
    afwezig,
    agenda,
    ongedaan,
    rooster,
    ruimtes,
    taken,
    voorstel,
)
from afspraken.terugbelpagina import addresses

app_name = "afdeling"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", agenda.week, name="start"),
    path("maand/", agenda.maand, name="maand"),
    path("afspraak/<str:code>/", afspraak.afspraak, name="afspraak"),
    path("afspraak/<str:code>/notitie/", afspraak.notitie, name="notitie"),
    path("afspraak/<str:code>/notitie/<int:pk>/weg/", afspraak.notitie_weg, name="notitie_weg"),
    path("afspraak/<str:code>/voorstel/", voorstel.voorstel, name="voorstel"),
    path("afspraak/<str:code>/voorstel/<int:pk>/weg/", voorstel.intrekken, name="voorstel_weg"),
    path("afwezig/", afwezig.afwezig, name="afwezig"),
    path("afwezig/<int:pk>/weg/", afwezig.afwezig_weg, name="afwezig_weg"),
    path("rooster/", rooster.rooster, name="rooster"),
    path("rooster/wijzig/", rooster.wijzig, name="rooster_wijzig"),
    path("rooster/reeks/", rooster.reeks, name="rooster_reeks"),
    path("ruimtes/", ruimtes.ruimtes, name="ruimtes"),
    path("ongedaan/", ongedaan.ongedaan, name="ongedaan"),
    *addresses("taken", lijst=taken.lijst, verzoek=taken.verzoek, stap=taken.stap),
]
