"""Days of visits in an example town, the same for everyone who is measured.

A town of twelve by nine kilometres. Travel is the distance as the crow flies × 1.3 at 30 km/h and
two minutes to park, rounded up. Visits ask in turn, and each is promised a window that was free on
the first official who could keep it: so every day has a plan, the one of first come, first served.
"""

from __future__ import annotations

from math import asin, ceil, cos, radians, sin, sqrt
from random import Random

from mobiel.routing import (
    Candidate,
    Dienst,
    Lunch,
    Route,
    Stop,
    insert,
    offerable,
    rows,
)

HOUR, MINUTE = 3600, 60
OFFICIALS, VISITS = 8, 60
SKILLS = (1, 2, 3, 4)
WIDTHS = (4 * HOUR, 4 * HOUR, 4 * HOUR, 2 * HOUR, 2 * HOUR, 15 * MINUTE)
"""How wide a promise is: mostly half a day, sometimes two hours, seldom a time."""

Point = tuple[float, float]


def haversine(one: Point, other: Point) -> float:
    """Metres between two points (latitude, longitude in degrees)."""
    (lat, lon), (lat2, lon2) = one, other
    a = sin(radians(lat2 - lat) / 2) ** 2
    b = cos(radians(lat)) * cos(radians(lat2)) * sin(radians(lon2 - lon) / 2) ** 2
    return 12_742_000 * asin(sqrt(a + b))


def road(one: Point, other: Point) -> int:
    """Seconds from door to door; nothing for visits at one address."""
    return ceil(haversine(one, other) * 1.3 / (30 / 3.6) + 2 * MINUTE) if one != other else 0


def point(dice: Random) -> Point:
    """Somewhere in town; half of the people live in its three centres."""
    if dice.random() < 0.5:
        lat, lon = dice.choice([(52.295, 4.907), (52.333, 4.953), (52.268, 4.972)])
        return lat + dice.gauss(0, 0.006), lon + dice.gauss(0, 0.009)
    return dice.uniform(52.26, 52.34), dice.uniform(4.87, 5.045)


def day(seed: int) -> list[Route]:
    """One day of eight officials and sixty visits (see `town_day`)."""
    return town_day(seed)[1]


def town_day(
    seed: int, officials: int = OFFICIALS, visits: int = VISITS
) -> tuple[list[Point], list[Route]]:
    """Places, and routes as first come, first served made them, every promise kept."""
    dice = Random(seed)
    hall = (52.2953, 4.9075)
    homes = [hall if dice.random() < 0.5 else point(dice) for _official in range(officials)]
    points = [point(dice) for _visit in range(visits)]
    points[1::15] = points[0::15]  # some visits share an address
    points += homes
    travel = rows(lambda i, j: road(points[i], points[j]), len(points))
    routes = [
        Route(
            Dienst(
                key=number,
                start=visits + number,
                finish=visits + number,
                begin=8 * HOUR + dice.choice([0, 0, 30 * MINUTE]),
                end=17 * HOUR - dice.choice([0, 0, 30 * MINUTE]),
                travel=travel,
                skills=frozenset(dice.sample(SKILLS, 3)),
                lunch=Lunch(11 * HOUR + 45 * MINUTE, 13 * HOUR + 15 * MINUTE, 30 * MINUTE),
            )
        )
        for number in range(officials)
    ]
    for number in range(visits):
        _promise(routes, number, dice)
    return points, routes


def _promise(routes: list[Route], number: int, dice: Random) -> None:
    """Promise a visit the first window that somebody can keep, among random wishes."""
    for _wish in range(1000):
        skills = frozenset(dice.sample(SKILLS, dice.choice([0, 1, 1, 2])))
        service = dice.choice([15, 20, 30, 30, 40, 45]) * MINUTE
        width = dice.choice(WIDTHS)
        earliest = 8 * HOUR + dice.randrange(0, (9 * HOUR - width) // (15 * MINUTE)) * 15 * MINUTE
        if width == 4 * HOUR:
            earliest = dice.choice([8 * HOUR, 12 * HOUR + 30 * MINUTE])
        stop = Stop(number, number, service, earliest, earliest + width, skills)
        for at, route in enumerate(routes):
            new = Candidate.of(stop, route.dienst.travel)
            way = offerable(route, new, [(stop.earliest, stop.latest)])[0]
            if way is not None:
                routes[at] = insert(route, stop, way.position)
                return
    raise ValueError("this day is full")
