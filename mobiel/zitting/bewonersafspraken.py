"""WRITES the appointments of residents: real ones, so that norms, history and documents work.

Each occupies cells of the own resource of its zitting. It has no link to change it: another time
would be another order, so who asks calls. A move is not possible, a cancellation is.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from afspraken import bezetting, logboek
from afspraken.engine.bitmap import cell_of
from afspraken.models import (
    Afspraak,
    Afspraakproduct,
    Handeling,
    Kanaal,
    Klant,
    Partij,
    Status,
)
from afspraken.signals import Change, afspraak_changed
from mobiel.models import Bewoner, Zitting

AANBIEDER = "zitting"


def write(zitting: Zitting, bewoners: Sequence[Bewoner], *, now: datetime) -> None:
    """Give residents who have a time an appointment at it. Raises: Taken, which nobody can cause.

    The customer is the resident, to be reached at the address of the representative.
    """
    klanten = Klant.objects.bulk_create(
        Klant(naam=one.naam, email=one.email, telefoon=one.telefoon, taal=zitting.klant.taal)
        for one in bewoners
    )
    afspraken = [
        _row(zitting, one, klant, now=now) for one, klant in zip(bewoners, klanten, strict=True)
    ]
    Afspraak.objects.bulk_create(afspraken)
    Afspraakproduct.objects.bulk_create(
        Afspraakproduct(afspraak=one, product=zitting.product, aantal=1) for one in afspraken
    )
    bezetting.occupy_all(
        (one, bezetting.Claim(zitting.middel_id, 0, cell_of(one.begin), cell_of(one.einde)))
        for one in afspraken
    )
    for bewoner, afspraak in zip(bewoners, afspraken, strict=True):
        bewoner.afspraak = afspraak
        _tell(afspraak, now=now)
    Bewoner.objects.bulk_update(bewoners, ["begin", "einde", "afspraak"])


def _row(zitting: Zitting, bewoner: Bewoner, klant: Klant, *, now: datetime) -> Afspraak:
    """The appointment of a resident at their time, not stored yet."""
    node, begin, einde = zitting.afspraak, bewoner.begin, bewoner.einde
    assert begin is not None, "a time comes first"
    assert einde is not None, "a time comes first"
    return Afspraak(
        status=Status.GEPLAND,
        status_op=now,
        begin=begin,
        einde=einde,
        locatie=node.locatie,
        kanaal=Kanaal.TELEFOON,
        aanbieder=AANBIEDER,
        klant=klant,
        bezoekadres=node.bezoekadres,
        toegang=node.toegang,
        begeleider=bewoner.vertegenwoordiger[:100],
        toelichting=bewoner.bijzonderheden,
        aangemaakt_op=now,
        gewijzigd_op=now,
    )


def _tell(afspraak: Afspraak, *, now: datetime) -> None:
    """The log, and whoever listens; the customer is told by `berichten`, so it is no news."""
    logboek.record(
        Handeling.GEBOEKT,
        f"afspraak:{afspraak.code}",
        partij=Partij.SYSTEEM,
        now=now,
        wat="zitting",
    )
    afspraak_changed.send(
        Afspraak,
        afspraak=afspraak,
        change=Change.IMPORTED,
        door=Partij.SYSTEEM,
        now=now,
        was=None,
        reden="",
    )
