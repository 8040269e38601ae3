"""An appointment and the agenda that it is in, of a department: for `voorbeelden.py`."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib.auth.models import User

from afspraken.models import (
    Afdeling,
    Afspraak,
    Afspraakproduct,
    Afwezigheid,
    Kanaal,
    Klant,
    Locatie,
    Middel,
    Product,
    Productgroep,
    Soort,
    Status,
    Tijdvoorstel,
)
from afspraken.rechten import Rol
from tests.afspraken.rechten.wie import medewerker
from tests.cast import NOW


def an_appointment(of: Afdeling, who: User) -> dict[str, Any]:
    """Of a department, for who has an agenda of their own; a note and a proposal need a number."""
    own_official(who)
    product = Product.objects.create(
        naam=f"Gesprek {Product.objects.count()}",
        slug=f"gesprek-{Product.objects.count()}",
        groep=Productgroep.objects.get_or_create(naam="Gesprekken")[0],
        afdeling=of,
        duur=30,
        raster=30,
    )
    place = Locatie.objects.get_or_create(naam="Gemeentehuis", slug="gemeentehuis")[0]
    row = Afspraak.objects.create(
        status=Status.GEPLAND,
        status_op=NOW,
        begin=NOW + timedelta(days=6),
        einde=NOW + timedelta(days=6, minutes=30),
        locatie=place,
        kanaal=Kanaal.WEB,
        klant=Klant.objects.create(naam="Anna de Vries"),
        aangemaakt_op=NOW,
        gewijzigd_op=NOW,
    )
    Afspraakproduct.objects.create(afspraak=row, product=product)
    return {"code": row.code}


def a_note(of: Afdeling, who: User) -> dict[str, Any]:
    return {**an_appointment(of, who), "pk": 1}


def a_proposal(of: Afdeling, who: User) -> dict[str, Any]:
    given = an_appointment(of, who)
    until = NOW + timedelta(days=2)
    asked = Tijdvoorstel.objects.create(
        afspraak=Afspraak.objects.get(code=given["code"]),
        status_op=NOW,
        uiterlijk=until,
        aangemaakt_op=NOW,
    )
    return {**given, "pk": asked.pk}


def an_absence(of: Afdeling, who: User) -> dict[str, Any]:
    """One's own, or that of a colleague of the other department."""
    is_own = who.medewerker.afdelingen.filter(pk=of.pk).exists()
    official = own_official(who if is_own else medewerker(Rol.SPECIALIST, of))
    own_official(who)
    until = NOW + timedelta(days=2)
    return {"pk": Afwezigheid.objects.create(middel=official, begin=NOW, einde=until).pk}


def own_official(who: User) -> Middel:
    given = {"naam": who.username, "soort": Soort.AMBTENAAR}
    return Middel.objects.get_or_create(gebruiker=who, defaults=given)[0]
