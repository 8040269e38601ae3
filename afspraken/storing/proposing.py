"""WRITES proposals: for everyone at once, and another one for one of them, by hand.

Opening and busy time are read once for all needs together; what is given away is kept in memory
(`assigning`). Staff time counts, and notice does not: it is the municipality that moves. Time that
other affected people leave is not given away: a proposal never waits for another.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import F, Q

from afspraken.engine.bitmap import span
from afspraken.lokaal import day_after, local_day, midnight
from afspraken.models import (
    RELEASED,
    Afspraak,
    Oplossing,
    Storing,
    Uitkomst,
    Verplaatsvoorstel,
)
from afspraken.storing.affected import affected, stays, with_all
from afspraken.storing.assigning import Proposal, Seat, assign, free_options
from afspraken.storing.errors import AlreadyApproved, Overtaken, TimeGone
from afspraken.storing.reporting import note, why_refused
from afspraken.storing.scene import Scene, Tijd

NEAR = timedelta(days=28)
"""So far ahead one looks first; the whole horizon only where somebody finds nothing."""

FURTHEST = timedelta(days=1000)
"""No product is offered further ahead."""

AT_COUNTERS = "balie"
"""The provider whose times can be worked out together; whoever is of another one is called."""

OPEN = Q(uitkomst="")
TO_COME = OPEN & Q(goedgekeurd_op__isnull=True)


# --- for everyone ---------------------------------------------------------------------------------


def propose(storing: Storing, *, door: Any = None, now: datetime) -> None:
    """Make the proposals of a disruption, or make them anew for who is still to be moved.

    What was approved, and what a person chose, stays. Who is not affected any more, because they
    moved or cancelled it themselves, is noted as such.
    Raises: Ended; Overtaken if it changed since `storing` was read.
    """
    rows = affected(storing, now=now)
    known = {row.afspraak_id: row for row in storing.voorstellen.all()}
    asked = [row for row in rows if not _is_settled(known.get(row.pk), row)]
    free = [row for row in asked if _can_move(row, now=now)]
    taken = list(_counted_on(now=now, but={row.pk for row in asked}, storing=storing))
    found = _solve(free, taken, now=now)
    new = [_proposal(storing, row, found.get(row.pk), known.get(row.pk), now=now) for row in asked]
    with transaction.atomic():
        if not Storing.objects.filter(
            pk=storing.pk, versie=storing.versie, beeindigd_op__isnull=True
        ).update(versie=F("versie") + 1):
            raise why_refused(storing)
        Verplaatsvoorstel.objects.bulk_create(
            new,
            update_conflicts=True,
            unique_fields=["storing", "afspraak"],
            update_fields=[*_FIELDS, "versie"],
        )
        _note_who_left({row.pk for row in rows}, storing, now=now)
        note(storing, "voorgesteld", door=door, now=now, aantal=len(new))
    storing.versie += 1


_FIELDS = (
    *("afspraak_versie", "was_begin", "was_locatie", "oplossing", "locatie", "begin", "zetels"),
    *("is_handmatig", "goedgekeurd_op", "goedgekeurd_door", "uitkomst", "uitkomst_op"),
)


def _is_settled(known: Verplaatsvoorstel | None, afspraak: Afspraak) -> bool:
    """True if a person decided about this promise, or it is being carried out."""
    if known is None or known.uitkomst or known.afspraak_versie != afspraak.versie:
        return False
    return known.is_handmatig or known.is_goedgekeurd


def _can_move(afspraak: Afspraak, *, now: datetime) -> bool:
    """True if a time can be worked out: nobody is inside, and what it is for is known."""
    is_known = afspraak.aanbieder == AT_COUNTERS and bool(afspraak.producten.all())
    return is_known and not stays(afspraak, now=now)


def _proposal(
    storing: Storing,
    afspraak: Afspraak,
    found: Tijd | None,
    before: Verplaatsvoorstel | None,
    *,
    now: datetime,
) -> Verplaatsvoorstel:
    row = Verplaatsvoorstel(
        storing=storing,
        afspraak=afspraak,
        afspraak_versie=afspraak.versie,
        was_begin=afspraak.begin,
        was_locatie=afspraak.locatie,
        oplossing=Oplossing.BLIJFT if stays(afspraak, now=now) else Oplossing.BEL,
        versie=before.versie + 1 if before else 1,
    )
    if found is not None:
        _fill(row, found)
    return row


def _fill(row: Verplaatsvoorstel, tijd: Tijd) -> None:
    row.oplossing = Oplossing.VERPLAATS
    row.locatie, row.begin, row.zetels = tijd.locatie, tijd.begin, [list(s) for s in tijd.zetels]


def _note_who_left(still: Collection[int], storing: Storing, *, now: datetime) -> None:
    gone = storing.voorstellen.filter(TO_COME).exclude(afspraak__in=still)
    gone.filter(afspraak__status__in=RELEASED).update(
        uitkomst=Uitkomst.ZELF_AFGEZEGD, uitkomst_op=now
    )
    gone.update(uitkomst=Uitkomst.ZELF_VERZET, uitkomst_op=now)


# --- one of them, by hand -------------------------------------------------------------------------


def other_times(
    voorstel: Verplaatsvoorstel, *, now: datetime, dag: date | None = None, most: int = 12
) -> list[Tijd]:
    """What else one appointment could have, what asks least first; on one local day if given.

    What other proposals count on is not among it.
    """
    afspraak = with_all(Afspraak.objects.filter(pk=voorstel.afspraak_id)).get()
    today = local_day(now)
    if dag is not None and not today <= dag < today + FURTHEST:
        return []
    if not _can_move(afspraak, now=now):
        return []
    taken = list(_counted_on(now=now, but={afspraak.pk}, storing=voorstel.storing))
    tot = None if dag is None else day_after(dag)
    seen = Scene.of([afspraak], now=now, tot=tot)
    if seen is None:
        return []
    [request] = seen.requests
    if dag is not None:
        begin, end = midnight(dag) - seen.origin, midnight(day_after(dag)) - seen.origin
        request = replace(request, allowed=request.allowed & span(begin, end))
    found = free_options(request, seen.days, taken=seen.moved(taken))
    return [
        seen.tijd(Proposal(option.place, option.start, option.cost, seats))
        for option, seats in islice(found, most)
    ]


def choose(
    voorstel: Verplaatsvoorstel,
    oplossing: Oplossing,
    *,
    begin: datetime | None = None,
    locatie: int | None = None,
    versie: int,
    door: Any,
    now: datetime,
) -> None:
    """A person decides about one appointment; a time (`begin`, place `locatie`) only to move it.

    Raises: AlreadyApproved; Overtaken; TimeGone if the time is not free or counted on elsewhere.
    """
    row = Verplaatsvoorstel(oplossing=oplossing)
    if oplossing is Oplossing.VERPLAATS:
        times = other_times(voorstel, now=now, dag=local_day(begin), most=999) if begin else []
        chosen = [one for one in times if (one.begin, one.locatie.pk) == (begin, locatie)]
        if not chosen:
            raise TimeGone
        _fill(row, chosen[0])
    with transaction.atomic():
        mine = Verplaatsvoorstel.objects.filter(TO_COME, pk=voorstel.pk, versie=versie)
        if not mine.update(
            oplossing=row.oplossing,
            locatie=row.locatie,
            begin=row.begin,
            zetels=row.zetels,
            is_handmatig=True,
            versie=F("versie") + 1,
        ):
            raise _why_not(voorstel)
        Storing.objects.filter(pk=voorstel.storing_id).update(versie=F("versie") + 1)
        note(voorstel.storing, "gekozen", door=door, now=now, voorstel=voorstel.pk)


def _why_not(voorstel: Verplaatsvoorstel) -> AlreadyApproved | Overtaken:
    is_open = Verplaatsvoorstel.objects.filter(TO_COME, pk=voorstel.pk).exists()
    return Overtaken() if is_open else AlreadyApproved()


# --- working it out -------------------------------------------------------------------------------


def _solve(
    afspraken: Sequence[Afspraak], taken: Sequence[Seat], *, now: datetime
) -> dict[int, Tijd]:
    """A time for each appointment (by pk), together: near first, further if somebody lacks one."""
    if not afspraken:
        return {}
    near = max(local_day(now), local_day(afspraken[-1].begin)) + NEAR
    times: dict[int, Tijd] = {}
    for tot in (near, None):
        seen = Scene.of(afspraken, now=now, tot=tot)
        if seen is not None:
            found = assign(seen.requests, seen.days, taken=seen.moved(taken))
            times = {key: seen.tijd(proposal) for key, proposal in found.items()}
        if seen is None or seen.is_whole or len(times) == len(afspraken):
            break
    return times


def _counted_on(*, now: datetime, but: Collection[int], storing: Storing) -> Iterator[Seat]:
    """The seats, in cells from 1970, on which open proposals of any disruption count.

    Not those of this one for the appointments `but` (ids).
    """
    rows = Verplaatsvoorstel.objects.filter(
        OPEN, begin__gt=now, storing__beeindigd_op__isnull=True
    ).values_list("storing", "afspraak", "zetels")
    for other, afspraak, zetels in rows:
        if other != storing.pk or afspraak not in but:
            for zetel in zetels:
                yield Seat(*zetel)
