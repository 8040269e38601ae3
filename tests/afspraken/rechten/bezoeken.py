"""Visits of a department, who makes them, and their phones: for `voorbeelden.py`."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.contrib.auth.models import User

from afspraken.bezoekadres import Adres
from afspraken.models import (
    Afdeling,
    Afspraak,
    Klant,
    Locatie,
    Middel,
    Product,
    Productgroep,
    Status,
)
from mobiel import triage
from mobiel.models import (
    Aanvraagproduct,
    Bezoek,
    Route,
    Stop,
    Toestel,
    Veldactie,
    Veldwerker,
)
from tests.afspraken.rechten.agendas import an_appointment, own_official
from tests.afspraken.rechten.balie import a_place
from tests.cast import NOW


def a_request(of: Afdeling, who: User) -> dict[str, Any]:
    """Somebody asks to be visited."""
    klant = Klant.objects.create(naam="Anna de Vries")
    product = Product.objects.create(
        naam="Bezoek",
        slug=f"bezoek-{of.pk}",
        groep=Productgroep.objects.get_or_create(naam="Thuis")[0],
        afdeling=of,
        aanbieder="bezoek",
    )
    Aanvraagproduct.objects.get_or_create(product=product)
    adres = Adres("Dorpsstraat", "1", "1191 BH", "Ouderkerk aan de Amstel", 52.29, 4.91)
    return {"pk": triage.request(product, klant, adres, reden="Ziek", now=NOW).pk}


def a_visit(of: Afdeling, who: User) -> dict[str, Any]:
    """One that was promised and has no route yet; routes are of every department at once."""
    afspraak = Afspraak.objects.get(**an_appointment(of, who))
    window = {"belofte_van": afspraak.begin, "belofte_tot": afspraak.einde}
    return {"pk": Bezoek.objects.create(afspraak=afspraak, duur=30, **window).pk}


def a_visit_that_is_over(of: Afdeling, who: User) -> dict[str, Any]:
    """Nobody was home, so that somebody has to come again."""
    pk = a_visit(of, who)["pk"]
    row = Afspraak.objects.get(bezoek=pk)
    row.aanbieder, row.status = "bezoek", Status.NIET_VERSCHENEN
    row.save()
    return {"code": row.code}


def an_official_who_visits(of: Afdeling, who: User) -> dict[str, Any]:
    """With a route today."""
    official, [place] = own_official(who), Locatie.objects.filter(**a_place(of, who))
    Veldwerker.objects.get_or_create(middel=official)
    route = Route.objects.get_or_create(
        middel=official,
        dag=NOW.date(),
        defaults={
            "locatie": place,
            "begin": NOW,
            "einde": NOW + timedelta(hours=4),
            "vervoer": "AUTO",
            "vertrekt_van": place,
            "eindigt_bij": place,
        },
    )[0]
    bezoek, moment = Bezoek.objects.get(**a_visit(of, who)), NOW + timedelta(hours=1)
    Stop.objects.get_or_create(
        route=route,
        volgorde=0,
        defaults={"bezoek": bezoek, "rit": 0, "aankomst": moment, "begin": moment, "einde": moment},
    )
    return {"middel": official.pk}


def a_phone(of: Afdeling, who: User) -> dict[str, Any]:
    secret = f"{Toestel.objects.count()}"
    row = Toestel.objects.create(
        gebruiker=who, sleutel_hash=secret, naam="Chrome", sinds=NOW, gezien_op=NOW
    )
    return {"pk": row.pk}


def a_call_for_help(of: Afdeling, who: User) -> dict[str, Any]:
    eva = Middel.objects.create(
        naam=f"Eva {Middel.objects.count()}", soort="AMBTENAAR", afdeling=of
    )
    row = Veldactie.objects.create(
        uuid=uuid4(), middel=eva, soort="SPOED", reden="SPOED", gedaan_op=NOW, op=NOW
    )
    return {"pk": row.pk}


def a_number(of: Afdeling, who: User) -> dict[str, Any]:
    """Of nothing: taking away what is not there is no error."""
    return {"pk": 1}
