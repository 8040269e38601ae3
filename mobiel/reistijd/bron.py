"""The source of travel times that is set, with what it said before remembered.

`OSRM_URL` (car) and `OSRM_FIETS_URL` (bicycle) name servers; empty means the estimate. Where a
server does not answer well the estimate stands in for the whole table, and the table says so.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from functools import lru_cache

from django.conf import settings

from mobiel.models import Vervoer
from mobiel.reistijd.hemelsbreed import Hemelsbreed
from mobiel.reistijd.osrm import Osrm
from mobiel.reistijd.punten import GeenAntwoord, Punt, Reistijd, Tabel

logger = logging.getLogger(__name__)

MOST_PAIRS = 400_000
"""Pairs that one process remembers; then it begins anew."""

Pair = tuple[str, Punt, Punt]

_estimate = Hemelsbreed()


class Remembered:
    """A source that is asked for each pair of points once, in this process."""

    def __init__(self, source: Reistijd) -> None:
        self._source = source
        self._known: dict[Pair, int] = {}

    def table(self, van: Sequence[Punt], naar: Sequence[Punt], vervoer: str) -> list[list[int]]:
        """Seconds; only the rows and columns in which something is unknown are asked for."""
        known = self._known
        new = [
            (one, other)
            for one in van
            for other in naar
            if one != other and (vervoer, one, other) not in known
        ]
        if new:
            rows = list(dict.fromkeys(one for one, _other in new))
            columns = list(dict.fromkeys(other for _one, other in new))
            found = self._source.table(rows, columns, vervoer)
            if len(known) + len(rows) * len(columns) > MOST_PAIRS:
                known.clear()
                return self._source.table(van, naar, vervoer)
            for one, row in zip(rows, found, strict=True):
                for other, seconds in zip(columns, row, strict=True):
                    known[vervoer, one, other] = seconds
        return [[known[vervoer, one, b] if one != b else 0 for b in naar] for one in van]


@lru_cache(maxsize=8)
def _service(auto: str, fiets: str, timeout: float) -> tuple[Osrm, Remembered]:
    """The servers under these addresses, made once: what is remembered lives here."""
    urls = {
        str(Vervoer.AUTO): (auto, "driving"),
        str(Vervoer.FIETS): (fiets, "cycling"),
    }
    osrm = Osrm({key: value for key, value in urls.items() if value[0]}, timeout=timeout)
    return osrm, Remembered(osrm)


def between(van: Sequence[Punt], naar: Sequence[Punt], vervoer: str) -> Tabel:
    """Seconds from each point to each other by this way to travel; always an answer."""
    osrm, remembered = _service(
        settings.OSRM_URL, settings.OSRM_FIETS_URL, float(settings.OSRM_SECONDEN)
    )
    if not osrm.knows(vervoer):
        return Tabel(_estimate.table(van, naar, vervoer))
    try:
        return Tabel(remembered.table(van, naar, vervoer))
    except GeenAntwoord as error:
        logger.warning("travel times are estimated: %s", error)
        return Tabel(_estimate.table(van, naar, vervoer), is_geschat=True)
