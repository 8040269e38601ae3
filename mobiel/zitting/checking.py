"""Is what is stored of care-home days true? Independent of whoever closed them: own arithmetic."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from itertools import pairwise

from afspraken.integrity import Check, Result, register, shortened
from afspraken.lokaal import LOCAL
from afspraken.models import RELEASED, Status
from mobiel.models import Bewoner, Bewonerstatus, Zitting, Zittingstatus
from mobiel.zitting.taken import stuck

CELL = timedelta(minutes=5)
_GOES_WITH = {
    Bewonerstatus.AANGEMELD: (Status.GEPLAND, Status.AANGEMELD, Status.IN_BEHANDELING),
    Bewonerstatus.GEHOLPEN: (Status.AFGEROND,),
    Bewonerstatus.NIET_GEZIEN: (Status.NIET_VERSCHENEN,),
}


def zittingen(now: datetime) -> Result:
    """Each zitting and its residents stand where their appointments stand, at their times."""
    rows = list(
        Zitting.objects.select_related("afspraak").prefetch_related(
            "bewoners__afspraak__inzetten", "afspraak__bezoek__stops"
        )
    )
    faults: list[str] = []
    for zitting in rows:
        present = [one for one in zitting.bewoners.all() if one.status != Bewonerstatus.AFGEMELD]
        about = f"zitting {zitting.pk}"
        faults += [f"{about}: {fault}" for fault in _faults(zitting, present, now)]
    notes = [f"zitting {one.pk} had gesloten moeten zijn" for one in stuck(now=now)]
    return Result("zittingen", len(rows), shortened(faults), shortened(notes))


def _faults(zitting: Zitting, present: list[Bewoner], now: datetime) -> Iterator[str]:
    is_off = zitting.afspraak.status in RELEASED
    if is_off != (zitting.status == Zittingstatus.GEANNULEERD):
        yield "staat anders dan de afspraak van de instelling"
    match zitting.status:
        case Zittingstatus.OPEN:
            yield from _open(zitting, present)
        case Zittingstatus.GESLOTEN:
            yield from _closed(zitting, present, now)
        case _:
            if any(one.afspraak and one.afspraak.status == Status.GEPLAND for one in present):
                yield "gaat niet door, en een bewoner heeft nog een afspraak"


def _open(zitting: Zitting, present: list[Bewoner]) -> Iterator[str]:
    if len(present) > zitting.plaatsen:
        yield f"heeft {len(present)} bewoners op {zitting.plaatsen} plaatsen"
    if any(one.begin or one.afspraak_id for one in present):
        yield "is open, en een bewoner heeft al een tijd"


def _closed(zitting: Zitting, present: list[Bewoner], now: datetime) -> Iterator[str]:
    afspraak = zitting.afspraak
    stops = list(afspraak.bezoek.stops.all()) if hasattr(afspraak, "bezoek") else []
    if afspraak.einde - afspraak.begin != CELL:
        yield "is gesloten zonder vast begin"
    if len(stops) == 1 and stops[0].begin > now and stops[0].begin != afspraak.begin:
        yield "staat op een ander moment op de route"
    until = stops[0].einde if len(stops) == 1 else None
    for one in present:
        yield from (f"bewoner {one.pk} {fault}" for fault in _resident(zitting, one, until, now))
    to_come = (one for one in present if one.status == Bewonerstatus.AANGEMELD)
    timed = sorted((one.begin, one.einde) for one in to_come if one.begin and one.einde)
    if any(before[1] > after[0] for before, after in pairwise(timed)):
        yield "heeft twee bewoners tegelijk"


def _resident(
    zitting: Zitting, one: Bewoner, until: datetime | None, now: datetime
) -> Iterator[str]:
    afspraak = one.afspraak
    if afspraak is None or one.begin is None or one.einde is None:
        yield "heeft geen tijd of afspraak"
        return
    if (afspraak.begin, afspraak.einde) != (one.begin, one.einde):
        yield "heeft een afspraak op een andere tijd"
    if afspraak.status not in _GOES_WITH[Bewonerstatus(one.status)]:
        yield "staat anders dan de afspraak"
    spans = [(row.middel_id, row.begin, row.einde) for row in afspraak.inzetten.all()]
    if afspraak.status == Status.GEPLAND and spans != [(zitting.middel_id, one.begin, one.einde)]:
        yield "houdt niet precies de eigen tijd bezet"
    first = zitting.afspraak.begin + timedelta(minutes=zitting.opzet_minuten)
    is_after = until is not None and one.begin > now and one.einde > until
    if one.begin < first or is_after:
        yield "is aan de beurt als wij er niet zijn"
    if any(_at(one.begin) < tot and van < _at(one.einde) for van, tot in zitting.rusttijden):
        yield "is aan de beurt in een rusttijd"


def _at(moment: datetime) -> time:
    return moment.astimezone(LOCAL).time()


register(Check("zittingen", zittingen))
