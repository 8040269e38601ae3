"""PURE: a sketch of routes on a map, as numbers for an SVG. North is up, and a bar tells the scale.

Web Mercator, the projection of map tiles, so that the same picture lies on them exactly. Each route
has a colour, a pattern of dashes, a shape and a letter: who sees no colours reads the letters.

Source: EPSG:3857.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import asin, cos, degrees, hypot, log, pi, radians, tan, tanh
from string import ascii_uppercase

from mobiel.bord.letters import Tekst, beside

EARTH = 6_378_137
"""Metres of radius, in this projection."""

WIDTH, LOWEST, HIGHEST = 440.0, 320.0, 500.0
MARGIN = 40.0
SMALLEST = 800
"""So many metres are shown at least, so that one address is not the whole map."""

APART = 27.0
"""Marks stand so far from each other; one that was moved has a line to where it belongs."""

LONGEST_BAR = 120.0
ROUND_METRES = (10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50)

Punt = tuple[float, float]
"""Degrees north and east."""

CIRKEL = "M-13 0a13 13 0 1 0 26 0a13 13 0 1 0-26 0z"
VIERKANT = "M-12-12h24v24h-24z"
RUIT = "M0-17L17 0L0 17L-17 0z"
ZESHOEK = "M-14 0L-7-13H7L14 0L7 13H-7z"


@dataclass(frozen=True)
class Stijl:
    """How one route is drawn: white letters can be read on `kleur`."""

    nummer: int
    letter: str
    kleur: str
    streep: str
    vorm: str


_KLEUREN = (
    *("#1f5fa8", "#a83c0a", "#1b7040", "#7b2d8b"),
    *("#7a5600", "#0b6b75", "#a81e4b", "#4a4f57"),
)
_STREPEN = ("", "10 5", "2 5", "14 4 2 4")
_VORMEN = (CIRKEL, VIERKANT, RUIT, ZESHOEK)


def stijl(number: int) -> Stijl:
    """The style of route number 0, 1, 2, …; letters go on with A2 after Z.

    >>> stijl(0).letter, stijl(27).letter
    ('A', 'B2')
    """
    round_, at = divmod(number, len(ascii_uppercase))
    return Stijl(
        nummer=number % len(_KLEUREN),
        letter=ascii_uppercase[at] + (str(round_ + 1) if round_ else ""),
        kleur=_KLEUREN[number % len(_KLEUREN)],
        streep=_STREPEN[number % len(_STREPEN)],
        vorm=_VORMEN[number % len(_VORMEN)],
    )


@dataclass(frozen=True)
class Lijn:
    """One route: `punten` as SVG wants them."""

    stijl: Stijl
    punten: str


@dataclass(frozen=True)
class Merk:
    """One stop at (x, y), which belongs at (van_x, van_y)."""

    x: float
    y: float
    van_x: float
    van_y: float
    tekst: str
    titel: str
    stijl: Stijl

    @property
    def is_verschoven(self) -> bool:
        """True if it does not stand where it belongs."""
        return hypot(self.x - self.van_x, self.y - self.van_y) > 1


@dataclass(frozen=True)
class Naam:
    """A named place; `is_begin`: a route sets out or ends there.

    The text stands at (naast, onder) from it, so that no mark hides it.
    """

    x: float
    y: float
    tekst: str
    is_begin: bool
    naast: float = 0.0
    onder: float = 25.0


@dataclass(frozen=True)
class Kaart:
    """Everything that the template draws; `grenzen` is south, west, north, east in degrees."""

    breedte: float
    hoogte: float
    grenzen: tuple[float, float, float, float]
    schaal: float
    schaal_tekst: str
    lijnen: tuple[Lijn, ...]
    merken: tuple[Merk, ...]
    namen: tuple[Naam, ...]

    @property
    def rand(self) -> str:
        """The borders, as a script reads them."""
        return " ".join(map(str, self.grenzen))


@dataclass(frozen=True)
class Tocht:
    """What the sketch needs of one route: where it begins and ends, and its stops in order."""

    stijl: Stijl
    begin: Punt
    einde: Punt
    stops: tuple[tuple[str, str, Punt], ...] = ()
    """Mark, title and place of each."""

    @property
    def punten(self) -> list[Punt]:
        return [self.begin, *(punt for _mark, _title, punt in self.stops), self.einde]


def draw(
    tochten: Sequence[Tocht],
    los: Iterable[tuple[str, str, Punt]] = (),
    namen: Iterable[tuple[str, Punt, bool]] = (),
) -> Kaart | None:
    """The sketch; `los` are stops on no route. None if there is nothing to show."""
    loose, named = list(los), list(namen)
    drawn = [one for one in tochten if one.stops]
    points = [punt for one in drawn for punt in one.punten] + [punt for _m, _t, punt in loose]
    if not points:
        return None
    frame = _Frame.around(points)
    marks = [
        frame.mark(punt, mark, title, one.stijl) for one in drawn for mark, title, punt in one.stops
    ]
    marks += [frame.mark(punt, mark, title, LOS) for mark, title, punt in loose]
    bar, text = frame.bar()
    marks = apart(marks, [frame.at(punt) for _t, punt, is_begin in named if is_begin])
    here = [
        Naam(*frame.at(punt), text, is_begin) for text, punt, is_begin in named if frame.holds(punt)
    ]
    return Kaart(
        breedte=WIDTH,
        hoogte=round(frame.height, 1),
        grenzen=frame.bounds(),
        schaal=bar,
        schaal_tekst=text,
        lijnen=tuple(Lijn(one.stijl, frame.line(one.punten)) for one in drawn),
        merken=tuple(marks),
        namen=tuple(_lettered(here, marks, frame.height)),
    )


LOS = Stijl(-1, "", "#5c6370", "", CIRKEL)
"""Of a visit without a route."""


def apart(marks: Sequence[Merk], houses: Sequence[tuple[float, float]] = ()) -> list[Merk]:
    """The marks pushed away from each other until each can be read; the same every time.

    `houses` stay where they are: where routes begin and end.
    """
    found = list(marks)
    for _round in range(40):
        found, is_still = _off(found, houses)
        for at, one in enumerate(found):
            for to in range(at + 1, len(found)):
                other = found[to]
                east, south = other.x - one.x, other.y - one.y
                gap = hypot(east, south)
                if gap >= APART:
                    continue
                is_still = False
                if gap < 0.01:  # at one place: aside
                    east, south, gap = 1.0, 0.0, 1.0
                push = (APART - hypot(other.x - one.x, other.y - one.y) + 0.2) / 2
                step_x, step_y = east / gap * push, south / gap * push
                one = found[at] = replace(one, x=one.x - step_x, y=one.y - step_y)
                found[to] = replace(other, x=other.x + step_x, y=other.y + step_y)
        if is_still:
            break
    return [replace(one, x=round(one.x, 1), y=round(one.y, 1)) for one in found]


def _lettered(names: Sequence[Naam], marks: Sequence[Merk], height: float) -> list[Naam]:
    """The names with their text where no mark hides it, if there is such a place."""
    texts = [Tekst(one.x, one.y, one.tekst, is_huis=one.is_begin) for one in names]
    spots = beside(texts, [(one.x, one.y) for one in marks], wide=WIDTH, high=height)
    return [
        replace(one, naast=east, onder=south)
        for one, (east, south) in zip(names, spots, strict=True)
    ]


def _off(marks: Sequence[Merk], houses: Sequence[tuple[float, float]]) -> tuple[list[Merk], bool]:
    """The marks pushed off what does not move, and whether none had to be."""
    found, is_still = list(marks), True
    for at, one in enumerate(found):
        for x, y in houses:
            east, south = one.x - x, one.y - y
            gap = hypot(east, south)
            if gap < APART:
                is_still = False
                east, south, gap = (east, south, gap) if gap > 0.01 else (1.0, 0.0, 1.0)
                one = found[at] = replace(
                    one, x=x + east / gap * (APART + 0.2), y=y + south / gap * (APART + 0.2)
                )
    return found, is_still


@dataclass(frozen=True)
class _Frame:
    """From degrees to the picture: `west` and `north` in radians of the projection."""

    west: float
    north: float
    pixels: float
    height: float

    @classmethod
    def around(cls, points: Sequence[Punt]) -> _Frame:
        """The frame in which all points fit, with a margin."""
        flat = [_flat(punt) for punt in points]
        low_x, high_x = min(x for x, _y in flat), max(x for x, _y in flat)
        low_y, high_y = min(y for _x, y in flat), max(y for _x, y in flat)
        least = SMALLEST / EARTH / cos(radians(points[0][0]))
        wide, high = max(high_x - low_x, least), max(high_y - low_y, least)
        height = min(max(WIDTH * high / wide, LOWEST), HIGHEST)
        pixels = min((WIDTH - 2 * MARGIN) / wide, (height - 2 * MARGIN) / high)
        return cls(
            west=(low_x + high_x) / 2 - WIDTH / 2 / pixels,
            north=(low_y + high_y) / 2 + height / 2 / pixels,
            pixels=pixels,
            height=height,
        )

    def at(self, punt: Punt) -> tuple[float, float]:
        """Where a point stands in the picture."""
        x, y = _flat(punt)
        return round((x - self.west) * self.pixels, 1), round((self.north - y) * self.pixels, 1)

    def holds(self, punt: Punt) -> bool:
        """True if a point is in the picture, not at the very edge."""
        x, y = self.at(punt)
        return 10 <= x <= WIDTH - 10 and 10 <= y <= self.height - 10

    def line(self, points: Iterable[Punt]) -> str:
        return " ".join(f"{x},{y}" for x, y in map(self.at, points))

    def mark(self, punt: Punt, text: str, title: str, style: Stijl) -> Merk:
        x, y = self.at(punt)
        return Merk(x, y, x, y, text, title, style)

    def bar(self) -> tuple[float, str]:
        """The length of the scale bar, and what it is in the world."""
        middle = _latitude(self.north - self.height / 2 / self.pixels)
        metre = self.pixels / EARTH / cos(radians(middle))
        metres = next((one for one in ROUND_METRES if one * metre <= LONGEST_BAR), ROUND_METRES[-1])
        text = f"{metres // 1000} km" if metres >= 1000 else f"{metres} m"
        return round(metres * metre, 1), text

    def bounds(self) -> tuple[float, float, float, float]:
        south = _latitude(self.north - self.height / self.pixels)
        east = degrees(self.west + WIDTH / self.pixels)
        found = south, degrees(self.west), _latitude(self.north), east
        return (round(found[0], 6), round(found[1], 6), round(found[2], 6), round(found[3], 6))


def _flat(punt: Punt) -> tuple[float, float]:
    """Degrees to radians of the projection."""
    north, east = punt
    return radians(east), log(tan(pi / 4 + radians(north) / 2))


def _latitude(y: float) -> float:
    """The way back."""
    return degrees(asin(tanh(y)))
