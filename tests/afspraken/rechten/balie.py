"""A place, its counters, and what is asked and given there: for `voorbeelden.py`."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib.auth.models import User

from afspraken import wachtrij
from afspraken.models import (
    Afdeling,
    Afhaaldocument,
    Afspraak,
    Kanaal,
    Klant,
    Locatie,
    Meldwijze,
    Middel,
    Openstand,
    Product,
    Productgroep,
    Soort,
)
from tests.cast import NOW


def a_document(of: Afdeling, who: User) -> dict[str, Any]:
    klant = Klant.objects.create(naam="Anna de Vries")
    locatie = Locatie.objects.get_or_create(naam="Gemeentehuis", slug="gemeentehuis")[0]
    groep = Productgroep.objects.get_or_create(naam="Reizen")[0]
    number = Product.objects.count()
    product = Product.objects.create(
        naam=f"Paspoort {number}", slug=f"paspoort-{number}", groep=groep, afdeling=of
    )
    afspraak = Afspraak.objects.create(
        status="AFGEROND",
        status_op=NOW,
        begin=NOW,
        einde=NOW + timedelta(minutes=10),
        locatie=locatie,
        klant=klant,
        kanaal=Kanaal.BALIE,
        aangemaakt_op=NOW,
        gewijzigd_op=NOW,
    )
    row = Afhaaldocument.objects.create(
        afspraak=afspraak,
        product=product,
        locatie=locatie,
        status_op=NOW,
        aangevraagd_op=NOW,
        verwacht_op=NOW.date(),
    )
    return {"pk": row.pk}


def a_place(of: Afdeling, who: User) -> dict[str, Any]:
    """A place is of no department."""
    fields = {"naam": "Gemeentehuis", "straat": "Vondelstraat", "plaats": "Ouderkerk"}
    return {"slug": Locatie.objects.get_or_create(slug="gemeentehuis", defaults=fields)[0].slug}


def a_counter(of: Afdeling, who: User) -> dict[str, Any]:
    place = a_place(of, who)
    row, is_new = Middel.objects.get_or_create(naam="Loket 1", soort=Soort.LOKET)
    if is_new:
        hours = {"dag": NOW.date(), "open": b"\xff" * 36, "open_web": b"\xff" * 36}
        Openstand.objects.create(middel=row, locatie=Locatie.objects.get(**place), **hours)
    return {**place, "middel": row.pk}


def a_walk_in(of: Afdeling, who: User) -> dict[str, Any]:
    place = {"slug": a_counter(of, who)["slug"]}
    row = wachtrij.walk_in(Locatie.objects.get(**place), [], via=Meldwijze.BALIE, now=NOW, door=who)
    return {**place, "pk": row.pk}


def a_step(of: Afdeling, who: User) -> dict[str, Any]:
    return {**a_counter(of, who), **a_walk_in(of, who), "naam": "ongedaan"}


def a_step_of_the_day(of: Afdeling, who: User) -> dict[str, Any]:
    return {**a_walk_in(of, who), "naam": "ongedaan"}
