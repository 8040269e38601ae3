"""PURE: where the names on a sketch stand, so that no mark and no other name hides them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

HALF, LETTER = 15.0, 8.2
"""Half of the side of a mark; how wide a letter of a name is, about."""

Spot = tuple[float, float]
"""East and south of what has the name: where the middle of its text stands."""

Box = tuple[float, float, float, float]
"""West, north, east, south in the picture."""


@dataclass(frozen=True)
class Tekst:
    """A name of the point (x, y); `is_huis`: a house is drawn there, a route sets out from it."""

    x: float
    y: float
    tekst: str
    is_huis: bool = False

    @property
    def half(self) -> float:
        """Half of how wide the text is."""
        return len(self.tekst) * LETTER / 2

    def box(self, spot: Spot) -> Box:
        """What the text covers if it stands there."""
        x, y = self.x + spot[0], self.y + spot[1]
        return x - self.half, y - 13, x + self.half, y + 4

    def spots(self) -> list[Spot]:
        """Below and above, beside, further off; the usual place first. A town's is on it."""
        side = self.half + 18
        found = [(0.0, 25.0), (0.0, -18.0), (side, 5.0), (-side, 5.0)]
        found += [
            (east, south)
            for south in (42.0, -36.0, 60.0, -54.0)
            for east in (0.0, self.half, -self.half)
        ]
        return found if self.is_huis else [(0.0, -24.0), (0.0, 6.0), *found]


def beside(
    texts: Sequence[Tekst], marks: Iterable[tuple[float, float]], *, wide: float, high: float
) -> list[Spot]:
    """For each name the first place where least of it is hidden, in a picture so wide and high.

    Houses choose first: one looks for where a route begins. Each text is in the way of the next.
    """
    taken = [(x - HALF, y - HALF, x + HALF, y + HALF) for x, y in marks]
    taken += [(wide - 38, 8, wide - 10, 54), (12, high - 38, 140, high - 8)]  # north, and the bar
    taken += [(one.x - 9, one.y - 10, one.x + 9, one.y + 9) for one in texts if one.is_huis]
    found: dict[int, Spot] = {}
    for at, one in sorted(enumerate(texts), key=lambda pair: not pair[1].is_huis):
        found[at] = min(
            one.spots(),
            key=lambda spot: _hidden(one.box(spot), taken) + _out(one.box(spot), wide, high),
        )
        taken.append(one.box(found[at]))
    return [found[at] for at in range(len(texts))]


def _hidden(box: Box, taken: Iterable[Box]) -> float:
    """How much of a text others lie on, in square units."""
    return sum(
        max(0.0, min(box[2], one[2]) - max(box[0], one[0]))
        * max(0.0, min(box[3], one[3]) - max(box[1], one[1]))
        for one in taken
    )


def _out(box: Box, wide: float, high: float) -> float:
    """How far a text sticks out of the picture; that is worse than being hidden."""
    left_and_top = max(0.0, -box[0]) + max(0.0, -box[1])
    return 100 * (left_and_top + max(0.0, box[2] - wide) + max(0.0, box[3] - high))
