"""Appointments with everything personal filled in, and what is left of it later."""

from datetime import UTC, datetime, timedelta
from itertools import count

from afspraken.engine.bitmap import cell_of
from afspraken.models import (
    Afspraak,
    Afspraakproduct,
    BezetteCel,
    Contactplek,
    Inzet,
    Klant,
    Locatie,
    Middel,
    Product,
    Productgroep,
    Soort,
    Status,
    Verzoek,
)

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
numbers = count(1)


def product(**values):
    n = next(numbers)
    groep, _made = Productgroep.objects.get_or_create(naam="Reizen")
    return Product.objects.create(naam=f"Paspoort {n}", slug=f"paspoort-{n}", groep=groep, **values)


def customer(naam="Sanne Bos", **values):
    return Klant.objects.create(
        naam=naam,
        email=values.pop("email", "sanne@example.nl"),
        telefoon="+31612345678",
        postcode="1191 AA",
        huisnummer="7",
        **values,
    )


def appointment(begin, *, klant=None, producten=None, status=Status.GEPLAND, **values):
    """An appointment of twenty minutes with everything personal filled in, and its cells."""
    locatie, _made = Locatie.objects.get_or_create(naam="Gemeentehuis", slug="gemeentehuis")
    loket, _made = Middel.objects.get_or_create(naam="Loket 1", soort=Soort.LOKET, plekken=50)
    n = next(numbers)
    afspraak = Afspraak.objects.create(
        status=status,
        status_op=values.pop("status_op", begin - 7 * DAY),
        begin=begin,
        einde=begin + timedelta(minutes=20),
        houdbaar_tot=begin if status == Status.VASTGEHOUDEN else None,
        locatie=locatie,
        kanaal="WEB",
        klant=klant or customer(),
        namens="Tim Bos",
        tolk="Pools",
        rolstoel=True,
        toelichting="Belt u bij de achterdeur aan.",
        sessie=f"sessie{n}",
        beheer_hash=f"hash{n}",
        aangemaakt_op=begin - 7 * DAY,
        gewijzigd_op=begin - 7 * DAY,
        **values,
    )
    for each in producten if producten is not None else [product()]:
        Afspraakproduct.objects.create(afspraak=afspraak, product=each)
        Contactplek.objects.create(
            contact_hash=f"{n:064}", product=each, nummer=1, afspraak=afspraak
        )
    Verzoek.objects.create(
        client="web", sleutel=f"s{n}", body_hash="b", afspraak=afspraak, op=begin - 7 * DAY
    )
    inzet = Inzet.objects.create(
        afspraak=afspraak, middel=loket, plek=n % 50, begin=begin, einde=afspraak.einde
    )
    first = cell_of(begin)
    BezetteCel.objects.bulk_create(
        BezetteCel(middel=loket, plek=n % 50, cel=first + i, inzet=inzet) for i in range(4)
    )
    return afspraak


def personal_text(afspraak):
    """Everything about an appointment and its customer that could name someone."""
    fresh = Afspraak.objects.select_related("klant").get(pk=afspraak.pk)
    klant = fresh.klant
    return "".join(
        str(value or "")
        for value in (
            fresh.namens,
            fresh.tolk,
            fresh.rolstoel,
            fresh.toelichting,
            fresh.sessie,
            fresh.beheer_hash,
            klant.naam,
            klant.organisatie,
            klant.email,
            klant.telefoon,
            klant.postcode,
            klant.huisnummer,
            *Contactplek.objects.filter(afspraak=fresh).values_list("contact_hash", flat=True),
        )
    )


def is_forgotten(afspraak):
    return personal_text(afspraak) == ""
