"""The last change that this session made on the board, so that it can be taken back once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.http import HttpRequest

from afspraken.rechten import employee
from mobiel import planning
from mobiel.bord.voorstel import Wat

_SESSION = "bord_ongedaan"


def remember(
    request: HttpRequest,
    dag: date,
    before: Mapping[int, Sequence[int]],
    versies: Mapping[int, int],
) -> None:
    """Keep how these routes of a day were, and the versions that the change gave them."""
    request.session[_SESSION] = {
        "dag": dag.isoformat(),
        "orders": [[pk, list(order)] for pk, order in before.items()],
        "seen": [[pk, versie] for pk, versie in versies.items()],
    }


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
    dag = date.fromisoformat(known["dag"])
    planning.rearrange(
        dag,
        dict(known["orders"]),
        gezien=dict(known["seen"]),
        wat=str(Wat.TERUG),
        door=employee(request),
        now=now,
        loses=True,
    )
    return dag
