"""Care-home days, who is on them and who has a link: for `voorbeelden.py`."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib.auth.models import User

from afspraken.models import Afdeling, Klant, Middel, Product, Soort
from afspraken.rechten import Rol
from mobiel.models import Bewoner, Stop, Veldwerker, Zitting, Zittingtoegang
from tests.afspraken.rechten.agendas import own_official
from tests.afspraken.rechten.bezoeken import an_official_who_visits
from tests.afspraken.rechten.wie import medewerker
from tests.cast import NOW


def a_care_home_day(of: Afdeling, who: User) -> dict[str, Any]:
    """Today, on the own route, or on that of a colleague of the other department."""
    is_own = who.medewerker.afdelingen.filter(pk=of.pk).exists()
    door = who if is_own else medewerker(Rol.SPECIALIST, of)
    Veldwerker.objects.get_or_create(middel=own_official(who))
    middel = an_official_who_visits(of, door)["middel"]
    stop = Stop.objects.select_related("bezoek__afspraak").get(route__middel=middel)
    afspraak = stop.bezoek.afspraak
    afspraak.klant = Klant.objects.create(naam="Carla Smit", organisatie="Zonnehuis Theresia")
    afspraak.save()
    row = Zitting.objects.create(
        afspraak=afspraak,
        product=Product.objects.latest("pk"),
        middel=Middel.objects.create(naam=f"Zitting {stop.pk}", soort=Soort.ZITTING),
        plaatsen=8,
        plaatsminuten=15,
        sluit_op=NOW + timedelta(days=1),
        aangemaakt_op=NOW,
    )
    return {"pk": row.pk}


def a_resident(of: Afdeling, who: User) -> dict[str, Any]:
    given = a_care_home_day(of, who)
    row = Bewoner.objects.create(
        zitting_id=given["pk"],
        volgorde=1,
        naam="Ida Post",
        door="CONTACT",
        status_op=NOW,
        aangemeld_op=NOW,
    )
    return {**given, "bewoner": row.pk}


def a_link(of: Afdeling, who: User) -> dict[str, Any]:
    given = a_care_home_day(of, who)
    row = Zittingtoegang.objects.create(
        zitting_id=given["pk"],
        soort="CONTACT",
        email="carla@theresia.example",
        token_hash="a",
        aangemaakt_op=NOW,
    )
    return {**given, "toegang": row.pk}
