"""How a step of the search puts stops back: each at its cheapest place, in some order.

Now and then a place is overlooked on purpose ("blink"), so that the same stops do not always
return to the same places. Source: Christiaens & Vanden Berghe 2020 (greedy insertion with
blinks); Ropke & Pisinger 2006, doi 10.1287/trsc.1050.0135 (regret).
"""

from collections.abc import Sequence
from random import Random

from mobiel.routing.nodes import Nodes
from mobiel.routing.slack import NEVER
from mobiel.routing.tours import Tour, Tours

BLINK = 0.05


def greedy(
    tours: Tours, now: list[Tour], absent: Sequence[int], dice: Random, order: str
) -> list[int]:
    """Put stops back one after another; changes `now`, and returns those without a place."""
    nodes = tours.nodes
    random = dice.random
    left: list[int] = []
    for u in sort(nodes, absent, dice, order):
        best, at, chosen = NEVER, -1, -1
        for route in nodes.able[u]:
            tour = now[route]
            known = tour.places.get(u)
            extra, position = known if known is not None else tour.place_for(nodes, u)
            if extra < best and random() > BLINK:
                best, at, chosen = extra, position, route
        if chosen < 0:
            left.append(u)
            continue
        line = now[chosen].order
        now[chosen] = tours.make(chosen, (*line[:at], u, *line[at:]))
    return left


def regret(tours: Tours, now: list[Tour], absent: Sequence[int]) -> list[int]:
    """Put stops back, first the one that loses most if it has to take its second-best route."""
    nodes = tours.nodes
    waiting = list(absent)
    while waiting:
        most, choice = -1, None
        for u in waiting:
            ways = sorted((*now[route].place_for(nodes, u), route) for route in nodes.able[u])
            if not ways or ways[0][0] >= NEVER:
                continue
            loss = (ways[1][0] if len(ways) > 1 else NEVER) - ways[0][0]
            if loss > most:
                most, choice = loss, (u, ways[0][1], ways[0][2])
        if choice is None:
            break
        u, at, route = choice
        waiting.remove(u)
        known = now[route].order
        now[route] = tours.make(route, (*known[:at], u, *known[at:]))
    return waiting


def sort(nodes: Nodes, absent: Sequence[int], dice: Random, order: str) -> list[int]:
    """The order in which stops come back: by chance, or the hardest to place first."""
    mixed = list(absent)
    dice.shuffle(mixed)
    if order == "narrow":
        mixed.sort(key=lambda u: nodes.latest[u] - nodes.earliest[u])
    elif order == "early":
        mixed.sort(key=lambda u: nodes.earliest[u])
    elif order == "late":
        mixed.sort(key=lambda u: -nodes.latest[u])
    elif order == "few":
        mixed.sort(key=lambda u: len(nodes.able[u]))
    elif order == "long":
        mixed.sort(key=lambda u: -nodes.service[u])
    return mixed
