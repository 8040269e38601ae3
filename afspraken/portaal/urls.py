"""Addresses of the residents' door. None holds personal data; the token is the only secret."""

from django.urls import path

from afspraken.portaal.views import (
    adres,
    beheer,
    controle,
    gegevens,
    hulp,
    klaar,
    start,
    vervolg,
    voorstel,
    wanneer,
    wat,
    wijzig,
)

app_name = "portaal"

urlpatterns = [
    path("", start.start, name="start"),
    path("hulp/<slug:slug>/", hulp.hulp, name="hulp"),
    path("wat/", wat.wat, name="wat"),
    path("adres/", adres.adres, name="adres"),
    path("wanneer/", wanneer.wanneer, name="wanneer"),
    path("verlengen/", wanneer.verlengen, name="verlengen"),
    path("gegevens/", gegevens.gegevens, name="gegevens"),
    path("controle/", controle.controle, name="controle"),
    path("klaar/", klaar.klaar, name="klaar"),
    path("a/<str:token>", beheer.kort, name="kort"),
    path("afspraak/<str:token>/", beheer.afspraak, name="afspraak"),
    path("afspraak/<str:token>/agenda.ics", beheer.afspraak_ics, name="afspraak_ics"),
    path("afspraak/<str:token>/annuleren/", beheer.annuleren, name="annuleren"),
    path("afspraak/<str:token>/geannuleerd/", beheer.geannuleerd, name="geannuleerd"),
    path("afspraak/<str:token>/voorstel/", voorstel.voorstel, name="voorstel"),
    path("afspraak/<str:token>/vervolg/", vervolg.vervolg, name="vervolg"),
    path("afspraak/<str:token>/tijd/", wijzig.wijzig_tijd, name="wijzig_tijd"),
    path(
        "afspraak/<str:token>/tijd/controle/",
        wijzig.wijzig_tijd_controle,
        name="wijzig_tijd_controle",
    ),
    path("afspraak/<str:token>/adres/", wijzig.wijzig_adres, name="wijzig_adres"),
    path("afspraak/<str:token>/personen/", wijzig.wijzig_personen, name="wijzig_personen"),
    path("afspraak/<str:token>/gegevens/", wijzig.wijzig_gegevens, name="wijzig_gegevens"),
]
