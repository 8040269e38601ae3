"""WRITES, on a board, a visit of several officials at once: who go, and when they begin together.

A visit stands on the route of each who goes, pinned at one moment, so whatever else the search
moves it stays. The customer knows the window only; the moment is somewhere in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from afspraken.exceptions import NotOffered, SlotTaken
from afspraken.models import Locatie
from mobiel import routing
from mobiel.models import Bezoek
from mobiel.planning.agreeing import on_the_clock
from mobiel.planning.board import Board, Key, key_of
from mobiel.reading import Asked, Net, Planned
from mobiel.reading.crews import Crews


def seat_together(
    board: Board,
    new: Planned,
    asked: Asked,
    *,
    dag: date,
    locatie: Locatie,
    liefst: Sequence[int] = (),
    only: bool = False,
    op: int = 0,
) -> list[Key]:
    """Put a visit on the routes of that day where it costs least travel for all who go together.

    All of `liefst` go if they can (`only`: nobody else), and at the moment `op` if that is possible
    for them. Answers the days that were looked at. Raises: as `Board.seat`.
    """
    days = board.open_days(dag, locatie)
    crews = Crews(days, asked)
    windows = [(op, op)] if new.earliest <= op <= new.latest else []
    windows.append((new.earliest, new.latest))
    meeting = meeting_of(crews, new, windows, liefst)
    if meeting is None and not only:
        meeting = meeting_of(crews, new, windows)
    if meeting is None:
        board.refuse_if_behind(dag)
        empty = Crews([replace(one, todo=(), frozen=0) for one in days], asked)
        raise SlotTaken if meeting_of(empty, new, windows) else NotOffered
    moment = on_the_clock(meeting.earliest, meeting.latest)
    parts = crews.parts(meeting.crew)
    for deel, (sheet, way) in enumerate(zip(crews.going(meeting.crew), meeting.ways, strict=True)):
        one = replace(new, skills=parts[deel], deel=deel, mensen=len(parts), samen=moment)
        board.put(sheet.with_todo((*sheet.todo[: way.position], one, *sheet.todo[way.position :])))
    needs = [sorted(part) for part in parts]
    Bezoek.objects.filter(pk=new.bezoek).update(eisen=needs[0], mede=needs[1:])
    board.agreed[new.bezoek] = moment
    return [key_of(one) for one in days]


def meeting_of(
    crews: Crews, new: Planned, windows: Sequence[routing.Window], liefst: Sequence[int] = ()
) -> routing.Meeting | None:
    """The cheapest meeting in the first of these windows that has one, with all of `liefst`."""
    wanted = {n for n, one in enumerate(crews.sheets) if one.route.middel_id in liefst}
    if len(wanted) < len(liefst):
        return None
    net = Net(crews.sheets, [new.punt])
    stop = replace(net.stop(replace(new, samen=0)), skills=frozenset())
    ways = []
    for sheet in crews.sheets:
        route = net.route(sheet)
        ways.append(routing.insertions(route, routing.Candidate.of(stop, route.dienst.travel)))
    found = routing.meetings(
        ways, crews.able(), lambda crew: wanted <= set(crew) and crews.goes(crew)
    )
    return next((one for one in routing.meet_in(found, windows) if one is not None), None)
