"""PURE: when officials who do a visit at once begin it together, after a day got another order.

The moment is agreed once and stays where it can, so that the other days of a search stand still.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from afspraken.engine.bitmap import CELL_SECONDS
from mobiel import routing
from mobiel.reading import Net, Planned, Sheet


def agree(
    sheets: dict[tuple[int, date], Sheet], changed: Collection[tuple[int, date]]
) -> dict[int, int]:
    """After days got another order: let everyone begin together who is to, in these orders.

    The moment that was agreed stays where it can. Else the first that all have, on every day that
    is concerned: `sheets` is changed. Where there is none nothing changes, and the check of each
    day tells what would break. Answers the new moments (seconds) by visit.
    """
    found: dict[int, int] = {}
    for bezoek in dict.fromkeys(
        one.bezoek for key in changed for one in sheets[key].todo if one.is_samen
    ):
        mine = {key: one for key, one in sheets.items() if _part(one, bezoek)}
        moment = _moment(list(mine.values()), bezoek)
        if moment is None:
            continue
        found[bezoek] = moment
        for key, sheet in mine.items():
            sheets[key] = _begin_at(sheet, bezoek, moment)
    return found


def on_the_clock(earliest: int, latest: int) -> int:
    """The first moment in [earliest, latest], in whole cells if there is one: people agree on it.

    >>> on_the_clock(601, 1200), on_the_clock(601, 650)
    (900, 601)
    """
    rounded = -(-earliest // CELL_SECONDS) * CELL_SECONDS
    return rounded if rounded <= latest else earliest


def _part(sheet: Sheet, bezoek: int) -> Planned | None:
    return next((one for one in sheet.todo if one.bezoek == bezoek), None)


def _moment(sheets: Sequence[Sheet], bezoek: int) -> int | None:
    """When these can begin a visit together, if not at the moment that was agreed."""
    net = Net(sheets)
    routes = [net.route(one) for one in sheets]
    part = _part(sheets[0], bezoek)
    assert part is not None
    if part.samen and not any(routing.feasible(route) for route in routes):
        return None
    found = routing.moments_for(routes, bezoek, (part.earliest, part.latest))
    return on_the_clock(*found[0]) if found else None


def _begin_at(sheet: Sheet, bezoek: int, moment: int) -> Sheet:
    todo = (replace(one, samen=moment) if one.bezoek == bezoek else one for one in sheet.todo)
    return sheet.with_todo(todo)
