"""The free times, or why there are none and what would give one."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from typing import Any

from afspraken.exceptions import InvalidOffer
from afspraken.lokaal import local_day
from afspraken.models import Afspraak, Klantgesprek, Status
from afspraken.offers import Offer, from_token, lacks_address
from afspraken.rechten import Recht, Toegang
from afspraken.servicepunt.gesprek import tijden, uitwegen
from afspraken.servicepunt.gesprek.keuze import Keuze
from afspraken.wens import Wens


def is_live(hold: Afspraak, *, now: datetime) -> bool:
    """True while the time is held; exactly at its end it is not."""
    held_until = hold.houdbaar_tot
    return hold.status == Status.VASTGEHOUDEN and held_until is not None and held_until > now


def times(
    gesprek: Klantgesprek, keuze: Keuze, wens: Wens | None, who: Toegang, *, now: datetime
) -> dict[str, Any]:
    """The free times, or why there are none; neither while an appointment is being cancelled.

    Nor before we know where to go.
    """
    if wens is None or keuze.afzeggen or lacks_address(wens):
        return {"tijden": None, "geen": None, "eerste": []}
    found = tijden.look(
        wens,
        locatie=keuze.locatie,
        dag=keuze.datum,
        now=now,
        behalve=gesprek.wijzigt or gesprek.vastgehouden,
    )
    if not found.is_leeg:
        return {
            "tijden": found,
            "geen": None,
            "eerste": tijden.keyed(found.eerste, gesprek.wijzigt),
        }
    afdelingen = {regel.product.afdeling_id for regel in wens.regels}
    why = uitwegen.explain(
        wens,
        locatie=found.locatie,
        dag=found.dag or local_day(now),
        locaties=found.locaties,
        now=now,
        overboeken=gesprek.wijzigt is None and who.mag(Recht.OVERBOEKEN, afdelingen),
    )
    return {"tijden": found, "geen": why, "eerste": []}


def new_time(keuze: Keuze, wens: Wens | None) -> Offer | None:
    """The time to which an appointment is going to move."""
    if wens is None or not keuze.nieuw:
        return None
    with suppress(InvalidOffer):
        return from_token(keuze.nieuw, wens)
    return None
