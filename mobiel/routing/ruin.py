"""Which stops a step of the search takes away: strings of neighbours, on several routes.

Neighbours of one random stop lose a string of consecutive stops each on their own route, so that
the routes around it can exchange what they hold. Source: Christiaens & Vanden Berghe 2020, doi
10.1287/trsc.2019.0914 (slack induction by string removals).
"""

from collections.abc import Sequence
from random import Random

from mobiel.routing.nodes import Nodes
from mobiel.routing.tours import Tour

MEAN = 10
"""Stops that a step takes away, on average."""

LONGEST = 10
"""Stops that one route loses at most."""


def strings(
    nodes: Nodes, tours: Sequence[Tour], where: Sequence[int], fixed: Sequence[bool], dice: Random
) -> dict[int, tuple[int, ...]]:
    """What is left of each route that loses something: {route: order}.

    `where[u]` is the route of stop u, -1 for none; `fixed[u]` stops are never taken away.
    """
    filled = [len(tour.order) for tour in tours if tour.order]
    if not filled:
        return {}
    longest = min(LONGEST, sum(filled) / len(filled))
    routes = int(dice.uniform(1, 4 * MEAN / (1 + longest)))
    left: dict[int, tuple[int, ...]] = {}
    for u in nodes.near[dice.randrange(len(nodes.stops))]:
        route = where[u]
        if route < 0 or route in left or fixed[u]:
            continue
        order = tours[route].order
        length = int(dice.uniform(1, min(len(order), longest) + 1))
        left[route] = _without(order, order.index(u), length, fixed, dice)
        if len(left) >= routes:
            break
    return left


def _without(
    order: tuple[int, ...], at: int, length: int, fixed: Sequence[bool], dice: Random
) -> tuple[int, ...]:
    """The order without a string around `at`; half of the time some of its middle is kept."""
    keep = 0
    if length > 1 and dice.random() < 0.5:
        while length + keep < len(order) and dice.random() > 0.5:
            keep += 1
    span = length + keep
    begin = dice.randint(max(0, at - span + 1), min(at, len(order) - span))
    kept = begin + dice.randint(1, length - 1) if keep else begin
    gone = [*range(begin, kept), *range(kept + keep, begin + span)]
    out = {order[position] for position in gone if not fixed[order[position]]}
    return tuple(u for u in order if u not in out)
