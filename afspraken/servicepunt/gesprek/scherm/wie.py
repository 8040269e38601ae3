"""The customer: looked for, or found with what runs and what was."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Prefetch, QuerySet

from afspraken import klanten
from afspraken.contact import lijsten
from afspraken.gevoelig import products_text
from afspraken.models import (
    EXPECTED,
    Afspraak,
    Afspraakproduct,
    Klant,
    Klantcontact,
    Klantgesprek,
    Status,
    Terugbelverzoek,
    Verificatie,
)
from afspraken.ophalen import lijsten as documenten
from afspraken.ophalen import vervolg
from afspraken.ophalen.vervolg import Stand
from afspraken.rechten import Recht, Toegang
from afspraken.servicepunt.gesprek.bediening import told_serving
from afspraken.servicepunt.ophalen import lines

FOUND = 5
"""So many customers are shown; who needs more types another letter."""
_EARLIER = 4


def customer(gesprek: Klantgesprek, who: Toegang, *, now: datetime) -> dict[str, Any]:
    """The customer, or those that fit what was typed; their appointments once recognised."""
    klant, words = gesprek.klant, gesprek.getypt.get("zoek_klant", "").strip()
    if klant is None:
        found = klanten.search(words, toegang=who, n=FOUND) if len(words) > 1 else []
        return {"klant": None, "zoek_klant": words, "klanten": found}
    running = list(appointments(klant, who, now=now))
    return {
        "klant": klant,
        "verificaties": Verificatie.possible_for(klant),
        "aantal_lopend": len(running),
        "lopend": [_line(one, who) for one in running] if gesprek.verificatie else [],
        "eerder": _contacts(klant, who, gesprek.medewerker),
        "terugbellen": list(_promises(klant, who)),
        **(_still_to_come(klant, who, now=now) if gesprek.verificatie else {}),
    }


def next_steps(klant: Klant, who: Toegang, *, now: datetime) -> list[Stand]:
    """What follows appointments that this employee may see, and is not planned yet."""
    return [one for one in vervolg.next_steps(klant, now=now) if _may_see(one, who)]


def _may_see(stand: Stand, who: Toegang) -> bool:
    afdelingen = {row.product.afdeling_id for row in stand.vervolg.na.producten.all()}
    return who.mag(Recht.AFSPRAAK_ZIEN, afdelingen)


def _still_to_come(klant: Klant, who: Toegang, *, now: datetime) -> dict[str, Any]:
    """Documents that are made or lie ready, and next steps to plan."""
    within = documenten.within(who, Recht.AFSPRAAK_ZIEN)
    return {
        "documenten": lines(list(documenten.of_customer(klant).filter(within)), who, now=now),
        "vervolgstappen": [
            {"stand": one, "wat": products_text(one.vervolg.na, who)}
            for one in next_steps(klant, who, now=now)
        ],
    }


def appointments(klant: Klant, who: Toegang, *, now: datetime) -> QuerySet[Afspraak]:
    """The running appointments of a customer that this employee may see, soonest first."""
    products = Afspraakproduct.objects.select_related("product")
    rows = Afspraak.objects.filter(klant=klant, status__in=EXPECTED, einde__gt=now)
    return (
        rows.filter(who.afspraken(Recht.AFSPRAAK_ZIEN))
        .select_related("locatie")
        .prefetch_related(Prefetch("producten", products), "inzetten__middel")
        .order_by("begin")
    )


def _line(afspraak: Afspraak, who: Toegang) -> dict[str, Any]:
    afdelingen = {row.product.afdeling_id for row in afspraak.producten.all()}
    return {
        "afspraak": afspraak,
        "wat": products_text(afspraak, who),
        "bij": told_serving(afspraak, who),
        "mag_wijzigen": afspraak.status == Status.GEPLAND
        and who.mag(Recht.AFSPRAAK_WIJZIGEN, afdelingen),
    }


def _contacts(klant: Klant, who: Toegang, gebruiker: Any) -> list[dict[str, Any]]:
    """The last contacts within reach; what was said confidentially only to whom it concerns."""
    rows = Klantcontact.objects.filter(lijsten.contacts_within(who), klant=klant)
    return [
        {"contact": one, "mag_lezen": lijsten.may_read(one, who, gebruiker)}
        for one in rows.prefetch_related("vragen")[:_EARLIER]
    ]


def _promises(klant: Klant, who: Toegang) -> QuerySet[Terugbelverzoek]:
    """What was promised and is still open, most urgent first."""
    return lijsten.open_promises().filter(lijsten.within(who), contact__klant=klant)
