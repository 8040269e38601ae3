"""PURE: whose orders hold which part of which visit, where several officials do one together.

A planner says what is to do for whom by the numbers of visits. Who had a part keeps it; a part that
somebody lost goes to who got the visit anew and can do it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import permutations

from mobiel.planning.errors import NotOnRoute, OneMissing
from mobiel.reading import Planned, Sheet

Orders = Mapping[int, Sequence[int]]
"""By official what is to do (ids of Bezoek), in order."""


def shared_out(
    orders: Orders,
    sheets: Mapping[int, Sheet],
    loose: Iterable[Planned] = (),
    *,
    loses: bool = False,
) -> dict[int, list[Planned]]:
    """By official what is to do, in order; `loose` are parts that nobody has yet.

    Raises: NotOnRoute for a visit that is elsewhere, is there twice, or is forgotten (unless
    `loses`); OneMissing for one that keeps some of its officials and not all.
    """
    had = {pk: {one.bezoek: one for one in sheets[pk].todo} for pk in orders}
    free: dict[int, list[Planned]] = defaultdict(list)
    for one in loose:
        free[one.bezoek].append(one)
    for pk, todo in had.items():
        for bezoek, one in todo.items():
            if bezoek not in orders[pk]:
                free[bezoek].append(one)
    new: dict[int, list[int]] = defaultdict(list)
    for pk, order in orders.items():
        if len(order) != len(set(order)):
            raise NotOnRoute
        for bezoek in order:
            if bezoek not in had[pk]:
                new[bezoek].append(pk)
    given = {bezoek: _given(free[bezoek], who, sheets) for bezoek, who in new.items()}
    _refuse_lost(free, new, loses=loses)
    return {
        pk: [had[pk].get(one) or given[one][pk] for one in order] for pk, order in orders.items()
    }


def _given(
    parts: Sequence[Planned], who: Sequence[int], sheets: Mapping[int, Sheet]
) -> dict[int, Planned]:
    """Each of `who` one of the parts, so that as many as possible can do theirs."""
    if len(parts) < len(who):
        raise NotOnRoute
    best = max(
        permutations(parts, len(who)),
        key=lambda some: sum(
            one.skills <= sheets[pk].skills for one, pk in zip(some, who, strict=True)
        ),
    )
    return dict(zip(who, best, strict=True))


def _refuse_lost(
    free: Mapping[int, Sequence[Planned]], new: Mapping[int, Sequence[int]], *, loses: bool
) -> None:
    for bezoek, parts in free.items():
        left = len(parts) - len(new.get(bezoek, ()))
        if not left:
            continue
        if parts[0].is_samen and left < parts[0].mensen:
            raise OneMissing
        if not loses and any(one.stop for one in parts):
            raise NotOnRoute
