"""The last change that this session made on the board, so that it can be taken back once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.http import HttpRequest

from afspraken.rechten import employee
from mobiel import planning
from mobiel.bord.voorstel import Wat
from mobiel.models import Bezoek
from mobiel.planning.errors import RouteChanged

_SESSION = "bord_ongedaan"


def remember(
    request: HttpRequest,
    dag: date,
    before: Mapping[int, Sequence[int]],
    versies: Mapping[int, int],
    *,
    tweede: Bezoek | None = None,
) -> None:
    """Keep how these routes of a day were, and the versions that the change gave them.

    `tweede` is the visit, as it was, to which the change let a second official go along.
    """
    request.session[_SESSION] = {
        "dag": dag.isoformat(),
        "orders": [[pk, list(order)] for pk, order in before.items()],
        "seen": [[pk, versie] for pk, versie in versies.items()],
        "tweede": [tweede.pk, tweede.met_twee] if tweede else None,
    }


def forget(request: HttpRequest) -> None:
    """The last change cannot be taken back, and so neither can the one before it."""
    request.session.pop(_SESSION, None)


def is_for(request: HttpRequest, dag: date) -> bool:
    """True if the last change was of this day, and stands to be taken back."""
    return str(request.session.get(_SESSION, {}).get("dag", "")) == dag.isoformat()


def take_back(request: HttpRequest, *, now: datetime) -> date | None:
    """Put the routes back as they were; the day, None if there is nothing to take back.

    It can be tried once. Raises: as `planning.rearrange`; RouteChanged if somebody was faster.
    """
    known = request.session.pop(_SESSION, None)
    if known is None:
        return None
    dag, orders, seen = date.fromisoformat(known["dag"]), dict(known["orders"]), dict(known["seen"])
    wat, door = str(Wat.TERUG), employee(request)
    if known.get("tweede"):
        pk, was = known["tweede"]
        bezoek = Bezoek.objects.filter(pk=pk).first()
        if bezoek is None:
            raise RouteChanged
        planning.as_before(bezoek, orders, met_twee=was, gezien=seen, wat=wat, door=door, now=now)
    else:
        planning.rearrange(dag, orders, gezien=seen, wat=wat, door=door, now=now, loses=True)
    return dag
