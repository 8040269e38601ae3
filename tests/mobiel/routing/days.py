"""Random days: tiny ones for the brute force, and days as long as a real one."""

from random import Random

from hypothesis import strategies as st

from mobiel.routing import Dienst, Lunch, Route, Stop, insertions, rows
from mobiel.routing.insertion import Candidate, insert

HOUR, MINUTE = 3600, 60
SKILLS = (1, 2, 3)


def hilly(points):
    """Travel between (x, y, height): uphill costs more, and a detour is never shorter."""

    def seconds(i, j):
        (x, y, height), (a, b, top) = points[i], points[j]
        return abs(x - a) + abs(y - b) + max(0, top - height)

    return rows(seconds, len(points))


@st.composite
def tiny_routes(draw):
    """A route of up to four stops in an hour of sixty moments, most with lunch, and one visit
    more: (route, stop that is not on it)."""
    number = draw(st.integers(0, 4))
    small = st.integers(0, 6)
    points = draw(st.lists(st.tuples(small, small, st.integers(0, 3)), min_size=3, max_size=6))
    place = st.integers(0, len(points) - 1)
    early = sorted(draw(st.lists(st.integers(0, 40), min_size=number, max_size=number)))
    stops = [
        Stop(key, draw(place), draw(st.integers(0, 8)), earliest, earliest + draw(widths))
        for key, earliest in enumerate(early)
    ]
    first = draw(st.integers(5, 40))
    lunch = Lunch(first, first + draw(widths), draw(st.integers(1, 8)))
    begin = draw(st.integers(0, 10))
    dienst = Dienst(
        "A",
        draw(place),
        draw(place),
        begin,
        draw(st.integers(35, 75)),
        hilly(points),
        lunch=draw(st.sampled_from([lunch, lunch, lunch, None])),
    )
    new = Stop("new", draw(place), draw(st.integers(0, 8)), 0, 80)
    return Route(dienst, tuple(stops), frozen=draw(st.integers(0, min(1, number)))), new


widths = st.integers(4, 40)


def busy_day(seed, officials=3, visits=18, pinned=0):
    """Routes of a whole day that keep their promises, filled first come, first served, and the
    stops that found no place."""
    dice = Random(seed)
    points = [(dice.randrange(1200), dice.randrange(1200), 0) for _ in range(visits + officials)]
    travel = hilly(points)
    routes = [
        Route(
            Dienst(
                f"official {number}",
                visits + number,
                visits + number,
                8 * HOUR,
                17 * HOUR,
                travel,
                frozenset(dice.sample(SKILLS, 2)),
                Lunch(12 * HOUR, 13 * HOUR, 30 * MINUTE) if dice.random() < 0.8 else None,
            )
        )
        for number in range(officials)
    ]
    left = []
    for key in range(visits):
        earliest = dice.choice([8, 8, 10, 12, 13, 15]) * HOUR
        stop = Stop(
            key,
            key,
            dice.choice([15, 30, 45, 60]) * MINUTE,
            earliest,
            earliest + dice.choice([2, 4]) * HOUR,
            frozenset(dice.sample(SKILLS, dice.choice([0, 0, 1]))),
            pinned=key < pinned,
        )
        if not put(routes, stop, dice):
            left.append(stop)
    return routes, left


def put(routes, stop, dice):
    """Give a stop any place where it fits; False if there is none."""
    ways = [
        (at, way.position)
        for at, route in enumerate(routes)
        for way in insertions(route, Candidate.of(stop, route.dienst.travel))
        if max(way.earliest, stop.earliest) <= min(way.latest, stop.latest)
    ]
    if ways:
        at, position = dice.choice(ways)
        routes[at] = insert(routes[at], stop, position)
    return bool(ways)
