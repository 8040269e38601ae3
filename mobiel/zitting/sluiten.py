"""WRITES the closing: the begin is fixed, every resident gets a time and an appointment.

Locks in this order: the appointment of the institution, the zitting, the routes of the day, the
appointments of residents, their rows (`Bewoner`), cells. Whatever happens to one appointment of a
resident, by the list or at the desk, locks that appointment before it writes the row.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext, override

from afspraken import booking, logboek
from afspraken.engine.bitmap import cell_of, moment_of
from afspraken.exceptions import BookingError
from afspraken.lokaal import local_day
from afspraken.models import Afspraak, Handeling, Partij
from afspraken.offers import Taken
from mobiel import planning
from mobiel.models import Bewoner, Bezoek, Zitting, Zittingstatus
from mobiel.zitting import annuleren, berichten, bewonersafspraken, tijden, toegang
from mobiel.zitting.errors import Cancelled, Over
from mobiel.zitting.lezen import CELL_MINUTES, locked, quiet_on, taking_part

logger = logging.getLogger(__name__)

SPARE = 2
"""So many places are kept for who is met in the ward on the day, if there were so many."""


@transaction.atomic
def close(zitting: Zitting, *, now: datetime, door: str = "") -> Zitting:
    """Fix the begin and all times, and tell the contact person and each representative.

    The visit becomes as short as the announced residents and SPARE more allow, and nothing moves
    it on its day from now on. If nobody was announced, it is cancelled. Twice changes nothing.
    `door` is the number of an employee who did not wait for the closing moment.
    Raises: Cancelled; Over; NotOffered, NotOnRoute, AlreadyDone if no begin keeps every promise.
    """
    Afspraak.objects.select_for_update(of=("self",)).get(pk=zitting.afspraak_id)
    fresh = locked(zitting)
    if fresh.status == Zittingstatus.GEANNULEERD:
        raise Cancelled
    if fresh.status == Zittingstatus.GESLOTEN:
        return fresh
    if fresh.afspraak.einde <= now:
        raise Over
    bewoners = list(taking_part(fresh))
    if not bewoners:
        with override(fresh.klant.taal):
            reden = gettext("Er is niemand aangemeld.")
        return annuleren.cancel(fresh, reden=reden, door=door, now=now)
    begin = _fix(fresh, len(bewoners), now=now)
    fresh.status, fresh.gesloten_op = Zittingstatus.GESLOTEN, now
    fresh.versie += 1
    fresh.save(update_fields=["status", "gesloten_op", "versie"])
    _give_times(fresh, bewoners, begin)
    bewonersafspraken.write(fresh, bewoners, now=now)
    partij = Partij.MEDEWERKER if door else Partij.SYSTEEM
    logboek.record(
        Handeling.GEWIJZIGD,
        f"zitting:{fresh.pk}",
        partij=partij,
        door=door,
        now=now,
        wat="gesloten",
        bewoners=len(bewoners),
    )
    link = toegang.address(toegang.of_contact(fresh, now=now))
    last = max(one.einde for one in bewoners if one.einde)
    berichten.tell_contact(fresh, link, last, len(bewoners), now=now)
    berichten.tell_families(fresh, bewoners, now=now)
    return fresh


def close_due(*, now: datetime) -> int:
    """Close what has come to its closing moment; how many. One that cannot close waits for us.

    What is over stays as it is: nobody hears of a day that was.
    """
    closed = 0
    due = Zitting.objects.filter(status=Zittingstatus.OPEN, sluit_op__lte=now)
    for zitting in due.filter(afspraak__einde__gt=now):
        try:
            close(zitting, now=now)
            closed += 1
        except (BookingError, Taken) as error:
            logger.warning("zitting %s cannot close: %s", zitting.pk, type(error).__name__)
    return closed


def _fix(zitting: Zitting, count: int, *, now: datetime) -> datetime:
    """Settle begin and length of the visit, and narrow the promise to that moment."""
    quiet = quiet_on(zitting.rusttijden, local_day(zitting.afspraak.begin))
    setup, cells = zitting.opzet_minuten // CELL_MINUTES, zitting.plaatsminuten // CELL_MINUTES
    places = min(zitting.plaatsen, count + SPARE)
    bezoek = Bezoek.objects.get(afspraak=zitting.afspraak_id)
    reserved: int = bezoek.duur
    extra: int = zitting.afspraak.extra_tijd
    whole: int = zitting.afspraak.minuten

    def minutes(begin: datetime) -> int:
        needed = tijden.length(cell_of(begin), setup, places, cells, quiet) * CELL_MINUTES
        return reserved - min(extra, max(0, whole - needed))

    begin = planning.fix(zitting.afspraak, minutes, now=now)
    zitting.afspraak = booking.narrow(
        zitting.afspraak,
        begin=begin,
        einde=begin + timedelta(minutes=CELL_MINUTES),
        extra_tijd=extra - (reserved - minutes(begin)),
        now=now,
    )
    return begin


def _give_times(zitting: Zitting, bewoners: Sequence[Bewoner], begin: datetime) -> None:
    quiet = quiet_on(zitting.rusttijden, local_day(begin))
    first = cell_of(begin) + zitting.opzet_minuten // CELL_MINUTES
    cells = zitting.plaatsminuten // CELL_MINUTES
    spans = tijden.in_order(first, len(bewoners), cells, quiet)
    for bewoner, (van, tot) in zip(bewoners, spans, strict=True):
        bewoner.begin, bewoner.einde = moment_of(van), moment_of(tot)
