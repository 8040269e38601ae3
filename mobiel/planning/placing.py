"""WRITES one visit: onto a route, to another, off it. Inside booking's transaction.

The days that it concerns are locked whole, then read, then changed (`board`). After a visit was
placed the routes of that day are looked at together for a moment, so that room is left for the
next one; promises stay as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace as changed
from datetime import date, datetime

from django.db.models import Q

from afspraken.balie.reading import Rules
from afspraken.engine.bitmap import cell_of
from afspraken.exceptions import NotOffered, SlotTaken
from afspraken.lokaal import local_day
from afspraken.models import Afspraak
from afspraken.wens import Wens
from mobiel import routing
from mobiel.models import Bezoek, Stop
from mobiel.planning.board import STEPS, Board, Key, key_of
from mobiel.planning.errors import AlreadyDone
from mobiel.planning.locking import lock
from mobiel.planning.storing import check
from mobiel.planning.together import seat_together
from mobiel.reading import Asked, Net, Planned, Sheet
from mobiel.reading.sheets import epoch, planned


def place(afspraak: Afspraak, wens: Wens, *, now: datetime, seed: str) -> None:
    """Put a visit on the route of its day where it costs least travel.

    Notice counts from the moment at which the window was first chosen. A hold that expired left
    rows behind; they go first.
    Raises: NotOffered if a rule forbids it or nobody could ever do it; SlotTaken if the day is
    full; Taken if an official was taken a moment ago (try again).
    """
    _refuse_wrong_time(afspraak, Rules.of(wens, now, chosen_op=afspraak.aangemaakt_op))
    asked = _asked(wens, afspraak)
    before = Bezoek.objects.filter(afspraak=afspraak).first()
    dag = local_day(afspraak.begin)
    board = Board.locked({dag, *_days_of(before)}, now=now)
    if before is not None:
        board.take_out(before.pk)
        before.delete()
    bezoek = Bezoek(afspraak=afspraak)
    _fill(bezoek, afspraak, asked)
    looked_at = _seat(board, _planned(bezoek, asked), asked, afspraak, dag=dag, seed=seed)
    _settle(board, looked_at, afspraak)


def replace(
    afspraak: Afspraak,
    wens: Wens,
    *,
    now: datetime,
    seed: str,
    stays: bool,
    liefst: Sequence[int] = (),
) -> None:
    """Give a visit the window, address and length that its appointment has now.

    What `stays` where it was promised, and only takes longer, stays with its officials if that
    keeps all promises. A visit that has begun can only take longer.
    Raises: PromiseBroken with what a longer visit would break; AlreadyDone; else as `place`.
    """
    bezoek = Bezoek.objects.get(afspraak=afspraak)
    asked = _asked(wens, afspraak, met_twee=bezoek.met_twee)
    dag = local_day(afspraak.begin)
    board = Board.locked({dag, *_days_of(bezoek)}, now=now)
    was = [board.sheets[key] for key in board.find(bezoek.pk)]
    if board.is_done(bezoek.pk):
        if not stays:
            raise AlreadyDone
        _lengthen_begun(board, was, bezoek.pk, asked.seconds)
        bezoek.duur = asked.minuten
        bezoek.save(update_fields=["duur"])
        return
    op = next((one.samen for day in was for one in day.todo if one.bezoek == bezoek.pk), 0)
    if not stays:
        _refuse_wrong_time(afspraak, Rules.of(wens, now))
    board.take_out(bezoek.pk)
    _fill(bezoek, afspraak, asked, is_new=not stays)
    new = _planned(bezoek, asked)
    if stays and asked.is_alleen and was and not liefst and _stay(board, was[0], new):
        board.write()
        return
    mine = [day.route.middel_id for day in was] if not liefst else []
    try:
        looked_at = _seat(
            board, new, asked, afspraak, dag=dag, seed=seed, liefst=[*liefst, *mine], op=op
        )
    except (SlotTaken, NotOffered):
        if stays:
            _say_what_breaks(was, new)
        raise
    _settle(board, looked_at, afspraak)


def take_over(afspraak: Afspraak, held: Afspraak, *, now: datetime) -> None:
    """Give an appointment the place on a route that a hold has; its own place is free."""
    own = Bezoek.objects.filter(afspraak=afspraak).first()
    new = Bezoek.objects.get(afspraak=held)
    own_days = _days_of(own)
    lock(Q(dag__in=own_days | _days_of(new)))
    if own is not None:
        new.met_twee = own.met_twee and not new.mede
        own.delete()
    new.afspraak = afspraak
    new.save(update_fields=["afspraak", "met_twee"])
    board = Board.locked(own_days, now=now)
    board.promise(new.pk, held.begin, held.einde)
    for sheet in list(board.sheets.values()):
        if sheet.todo or sheet.done or sheet.route.blokkade_id:
            board.lose(sheet)
    board.write()


def remove(afspraak: Afspraak, *, now: datetime) -> None:
    """Take a visit off its route; one that has begun stays on it as it was, up to now."""
    bezoek = Bezoek.objects.filter(afspraak=afspraak).first()
    if bezoek is None:
        return
    board = Board.locked(_days_of(bezoek), now=now)
    if board.is_done(bezoek.pk):
        for key in board.find(bezoek.pk):
            board.lose(_until(board.sheets[key], bezoek.pk, epoch(now)))
    else:
        board.take_out(bezoek.pk)
    board.write()


def without(sheet: Sheet, afspraak: Afspraak | None) -> Sheet:
    """A day without one appointment, to look whether its time could be had by itself."""
    if afspraak is None or all(one.afspraak != afspraak.pk for one in sheet.todo):
        return sheet
    left = sheet.with_todo(one for one in sheet.todo if one.afspraak != afspraak.pk)
    return Net([left]).with_roads(left)


# --- steps ----------------------------------------------------------------------------------------


def _asked(wens: Wens, afspraak: Afspraak, *, met_twee: bool = False) -> Asked:
    """What the visit asks. Raises: NotOffered where officials on the road cannot give it."""
    asked = Asked.of(wens, afspraak.klantadres, met_twee=met_twee)
    if asked is None:
        raise NotOffered
    return asked


def _seat(
    board: Board,
    new: Planned,
    asked: Asked,
    afspraak: Afspraak,
    *,
    dag: date,
    seed: str,
    liefst: Sequence[int] = (),
    op: int = 0,
) -> list[Key]:
    """Put a visit on the route, or on those of all who go. Raises: as `Board.seat`."""
    locatie = afspraak.locatie
    if asked.is_alleen:
        return board.seat(new, dag=dag, locatie=locatie, seed=seed, liefst=liefst)
    return seat_together(board, new, asked, dag=dag, locatie=locatie, liefst=liefst, op=op)


def _refuse_wrong_time(afspraak: Afspraak, rules: Rules) -> None:
    if not rules.earliest <= cell_of(afspraak.begin) < rules.latest:
        raise NotOffered


def _days_of(bezoek: Bezoek | None) -> set[date]:
    """The local days on whose routes a visit stands. Its appointment is locked, or new."""
    if bezoek is None:
        return set()
    return set(Stop.objects.filter(bezoek=bezoek).values_list("route__dag", flat=True))


def _fill(bezoek: Bezoek, afspraak: Afspraak, asked: Asked, *, is_new: bool = True) -> None:
    """Store what planning must know; a new promise was told to nobody yet."""
    if is_new:
        bezoek.belofte_van, bezoek.belofte_tot = afspraak.begin, afspraak.einde
        bezoek.afgekondigd_op = None
    bezoek.duur, bezoek.eisen = asked.minuten, sorted(asked.eisen)
    bezoek.mede, bezoek.samen_op = [], None  # of several, once it is known who goes
    bezoek.breedtegraad, bezoek.lengtegraad = asked.punt
    bezoek.save()


def _planned(bezoek: Bezoek, asked: Asked) -> Planned:
    afspraak = bezoek.afspraak
    return planned(
        asked, bezoek=bezoek.pk, afspraak=afspraak.pk, van=afspraak.begin, tot=afspraak.einde
    )


def _stay(board: Board, was: Sheet, new: Planned) -> bool:
    """Put a visit back with its official if all promises are kept; whether they are."""
    sheet = board.sheets[key_of(was)]
    net = Net([sheet], [new.punt])
    way = routing.cheapest(net.route(sheet), net.stop(new))
    if way is None:
        return False
    board.put(sheet.with_todo((*sheet.todo[: way.position], new, *sheet.todo[way.position :])))
    return True


def _say_what_breaks(was: Sequence[Sheet], new: Planned) -> None:
    """Refuse a visit where it stood, with the promises that it would break."""
    for day in was:
        longer = day.with_todo(
            changed(one, service=new.service) if one.bezoek == new.bezoek else one
            for one in day.todo
        )
        check(longer, Net([longer]))


def _lengthen_begun(board: Board, was: Sequence[Sheet], bezoek: int, seconds: int) -> None:
    """Let a visit that has begun take so long in all. Raises: PromiseBroken."""
    for day in was:
        if day.done and day.done[-1].bezoek == bezoek:
            board.put(_until(day, bezoek, day.done[-1].begin + seconds))
    board.write()


def _until(sheet: Sheet, bezoek: int, leave: int) -> Sheet:
    """A day on which a visit that has begun ends at another moment, if it is the last begun."""
    last = sheet.done[-1]
    if last.bezoek != bezoek:
        return sheet
    return changed(sheet, done=(*sheet.done[:-1], changed(last, leave=max(last.begin, leave))))


def _settle(board: Board, looked_at: Sequence[Key], afspraak: Afspraak) -> None:
    """Look at the day together for a moment, and store it."""
    board.improve(looked_at, budget=routing.iterations(STEPS), seed=afspraak.pk)
    board.write()
