"""WRITES the day itself: helped, not seen, and who came along from the ward while time is left.

A resident who was seen, or was not, needs no time any more: what is left of it is free.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from afspraken import bezetting, booking
from afspraken.engine.bitmap import cell_at_or_after, cell_of, moment_of
from afspraken.lokaal import local_day
from afspraken.models import Afspraak, BezetteCel, Status
from mobiel.models import Aanmelder, Bewoner, Bewonerstatus, NietGezien, Zitting, Zittingstatus
from mobiel.zitting import bewonersafspraken, tijden
from mobiel.zitting.aanmelden import Aanmelding, add, note, refuse_twice
from mobiel.zitting.errors import Cancelled, Changed, NotClosed, NoTimeLeft
from mobiel.zitting.lezen import CELL_MINUTES, locked, node_end, quiet_on, taking_part


@transaction.atomic
def serve(bewoner: Bewoner, *, door: str, now: datetime) -> Bewoner:
    """A resident was helped; also one who was written down as not seen before. Twice is once.

    `door` is the number of an employee. Raises: NotClosed; Cancelled; Changed if withdrawn.
    """
    return _seen(bewoner, Bewonerstatus.GEHOLPEN, "", door=door, now=now)


@transaction.atomic
def not_seen(bewoner: Bewoner, reden: NietGezien, *, door: str, now: datetime) -> Bewoner:
    """A resident was not seen, and why; also one written down as helped by mistake.

    Raises: as `serve`.
    """
    return _seen(bewoner, Bewonerstatus.NIET_GEZIEN, reden, door=door, now=now)


@transaction.atomic
def undo(bewoner: Bewoner, *, door: str, now: datetime) -> Bewoner:
    """A resident is still to come after all, at their own time; twice is once.

    Where somebody from the ward took that time meanwhile: at the first that is left.
    Raises: as `serve`; NoTimeLeft.
    """
    zitting = _locked_closed(bewoner.zitting)
    fresh = Bewoner.objects.select_related("afspraak__locatie").get(pk=bewoner.pk)
    if fresh.status == Bewonerstatus.AANGEMELD:
        return fresh
    if fresh.status == Bewonerstatus.AFGEMELD or fresh.afspraak is None:
        raise Changed
    _take_time(zitting, fresh, now=now)
    _bring(fresh.afspraak, Status.GEPLAND, door=door, now=now)
    fresh.status, fresh.status_op, fresh.reden = Bewonerstatus.AANGEMELD, now, ""
    fresh.save(update_fields=["status", "status_op", "reden", "begin", "einde"])
    note(zitting, "ongedaan", door=Aanmelder.AFDELING, wie=door, now=now)
    return fresh


@transaction.atomic
def walk_in(
    zitting: Zitting,
    aanmelding: Aanmelding,
    *,
    now: datetime,
    door: Aanmelder = Aanmelder.AFDELING,
    wie: str = "",
) -> Bewoner:
    """Someone from the ward, at the first moment at which nobody else is seen later because of it.

    After the closing an employee adds residents like this too. `wie` is the number of an employee.
    Raises: NotClosed; Cancelled; AlreadyAnnounced; NoTimeLeft.
    """
    fresh = _locked_closed(zitting)
    present = list(taking_part(fresh))
    refuse_twice(aanmelding, present)
    first = _gap(fresh, present, now=now)
    if first is None:
        raise NoTimeLeft
    bewoner = add(fresh, aanmelding, door=door, inloop=True, now=now)
    bewoner.begin = moment_of(first)
    bewoner.einde = moment_of(first + fresh.plaatsminuten // CELL_MINUTES)
    bewonersafspraken.write(fresh, [bewoner], now=now)
    note(fresh, "inloop", door=door, wie=wie, now=now)
    return bewoner


def room_left(zitting: Zitting, *, now: datetime) -> int:
    """How many more residents can be seen before we leave."""
    cells = zitting.plaatsminuten // CELL_MINUTES
    first, last, to_come, quiet = _left(zitting, list(taking_part(zitting)), now=now)
    return tijden.room(first, last, cells, to_come, quiet)


def _gap(zitting: Zitting, present: list[Bewoner], *, now: datetime) -> int | None:
    cells = zitting.plaatsminuten // CELL_MINUTES
    first, last, to_come, quiet = _left(zitting, present, now=now)
    return tijden.gap(first, last, cells, to_come, quiet)


def _left(
    zitting: Zitting, present: list[Bewoner], *, now: datetime
) -> tuple[int, int, list[tijden.Verwacht], list[tijden.Span]]:
    """From when, until when, who is still to come, and the quiet hours."""
    begin = cell_of(zitting.afspraak.begin) + zitting.opzet_minuten // CELL_MINUTES
    to_come = [
        tijden.Verwacht(cell_of(one.begin), cell_of(one.einde) - cell_of(one.begin))
        for one in present
        if one.status == Bewonerstatus.AANGEMELD and one.begin and one.einde
    ]
    quiet = quiet_on(zitting.rusttijden, local_day(zitting.afspraak.begin))
    return max(begin, cell_at_or_after(now)), cell_of(node_end(zitting)), to_come, quiet


def _seen(
    bewoner: Bewoner, naar: Bewonerstatus, reden: str, *, door: str, now: datetime
) -> Bewoner:
    zitting = _locked_closed(bewoner.zitting)
    fresh = Bewoner.objects.select_related("afspraak__locatie").get(pk=bewoner.pk)
    if fresh.status == Bewonerstatus.AFGEMELD or fresh.afspraak is None:
        raise Changed
    if fresh.status == naar and fresh.reden == reden:
        return fresh
    goal = Status.AFGEROND if naar == Bewonerstatus.GEHOLPEN else Status.NIET_VERSCHENEN
    _bring(fresh.afspraak, goal, door=door, now=now)
    bezetting.free([fresh.afspraak.pk])
    fresh.status, fresh.status_op, fresh.reden = naar, now, reden
    fresh.save(update_fields=["status", "status_op", "reden"])
    note(zitting, naar.lower(), door=Aanmelder.AFDELING, wie=door, now=now)
    return fresh


def _take_time(zitting: Zitting, bewoner: Bewoner, *, now: datetime) -> None:
    """Occupy the own time again, or the first that is left. Raises: NoTimeLeft."""
    afspraak = bewoner.afspraak
    first, last = cell_of(afspraak.begin), cell_of(afspraak.einde)
    taken = BezetteCel.objects.filter(middel=zitting.middel_id, cel__gte=first, cel__lt=last)
    if taken.exists():
        gap = _gap(zitting, list(taking_part(zitting)), now=now)
        if gap is None:
            raise NoTimeLeft
        first, last = gap, gap + last - first
        bewoner.begin, bewoner.einde = moment_of(first), moment_of(last)
        Afspraak.objects.filter(pk=afspraak.pk).update(begin=bewoner.begin, einde=bewoner.einde)
    claim = bezetting.Claim(zitting.middel_id, 0, first, last)
    bezetting.reoccupy(afspraak, [claim])


def _bring(afspraak: Afspraak, naar: Status, *, door: str, now: datetime) -> None:
    """The status of the appointment follows; from one end to the other by way of AANGEMELD,
    which takes no time back.
    """
    van = Status(afspraak.status)
    if van == naar:
        return
    if Status.GEPLAND not in (van, naar) and van != Status.AANGEMELD:
        booking.set_status(afspraak, Status.AANGEMELD, van=van, door=door, now=now)
        van = Status.AANGEMELD
    booking.set_status(afspraak, naar, van=van, door=door, now=now)


def _locked_closed(zitting: Zitting) -> Zitting:
    """The row locked. Raises: Cancelled; NotClosed."""
    fresh = locked(zitting)
    if fresh.status == Zittingstatus.GEANNULEERD:
        raise Cancelled
    if fresh.status == Zittingstatus.OPEN:
        raise NotClosed
    return fresh
