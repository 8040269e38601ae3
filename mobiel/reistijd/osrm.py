"""Travel times of an OSRM server: its table service over HTTP, asked within limits.

One server knows one way to travel, so a bicycle has an address of its own. An answer that is late,
too large or impossible is no answer. After one failure the server is left alone for a minute:
a planner who waits for every visit anew has no use for it.

Source: the OSRM HTTP API, table service version 1.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from math import ceil, isfinite
from time import monotonic
from typing import Any

import requests

from mobiel.reistijd.hemelsbreed import STOP
from mobiel.reistijd.punten import GeenAntwoord, Punt

MOST_POINTS = 100
"""So many coordinates a server takes in one question, unless told otherwise (max-table-size)."""

MOST_BYTES = 2_000_000
REST = 60.0
"""Seconds that a server that failed is left alone."""

LONGEST = 24 * 3600
"""No journey within a municipality takes a day."""


class Osrm:
    """One or two OSRM servers as a source of travel times (see `punten.Reistijd`)."""

    def __init__(
        self,
        urls: Mapping[str, tuple[str, str]],
        *,
        timeout: float,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        """`urls` by way to travel: base address, profile. `timeout`: seconds for a whole answer."""
        self._urls, self._timeout, self._clock = urls, timeout, clock
        self._rests_until: dict[str, float] = {}

    def knows(self, vervoer: str) -> bool:
        """True if there is a server for this way to travel."""
        return vervoer in self._urls

    def table(self, van: Sequence[Punt], naar: Sequence[Punt], vervoer: str) -> list[list[int]]:
        """Seconds from each point to each other, in as many questions as the server wants."""
        if self._rests_until.get(vervoer, 0.0) > self._clock():
            raise GeenAntwoord("rests after a failure")
        half = MOST_POINTS // 2
        rows: list[list[int]] = []
        try:
            for first in range(0, len(van), half):
                part: list[list[int]] = [[] for _ in van[first : first + half]]
                for last in range(0, len(naar), half):
                    some = self._ask(van[first : first + half], naar[last : last + half], vervoer)
                    for row, more in zip(part, some, strict=True):
                        row += more
                rows += part
        except GeenAntwoord:
            self._rests_until[vervoer] = self._clock() + REST
            raise
        return rows

    def _ask(self, van: Sequence[Punt], naar: Sequence[Punt], vervoer: str) -> list[list[int]]:
        url, profile = self._urls[vervoer]
        points = ";".join(f"{p.lengtegraad:.5f},{p.breedtegraad:.5f}" for p in (*van, *naar))
        query = {
            "sources": ";".join(map(str, range(len(van)))),
            "destinations": ";".join(map(str, range(len(van), len(van) + len(naar)))),
            "annotations": "duration",
        }
        body = self._get(f"{url}/table/v1/{profile}/{points}", query)
        return _seconds(body, van, naar)

    def _get(self, url: str, query: Mapping[str, str]) -> Any:
        """The JSON of an answer; all of it within the time-out, however it drips."""
        end = self._clock() + self._timeout
        text = b""
        try:
            with requests.get(
                url, query, timeout=self._timeout, stream=True, allow_redirects=False
            ) as answer:
                if answer.status_code != requests.codes.ok:
                    raise GeenAntwoord(f"status {answer.status_code}")
                for piece in answer.iter_content(64 * 1024):
                    text += piece
                    if len(text) > MOST_BYTES or self._clock() > end:
                        raise GeenAntwoord("too much or too slow")
            return json.loads(text)
        except (requests.RequestException, ValueError) as error:
            raise GeenAntwoord(type(error).__name__) from error


def _seconds(body: Any, van: Sequence[Punt], naar: Sequence[Punt]) -> list[list[int]]:
    """The durations of an answer, checked. Raises: GeenAntwoord."""
    rows = body.get("durations") if isinstance(body, dict) and body.get("code") == "Ok" else None
    if not isinstance(rows, list) or len(rows) != len(van):
        raise GeenAntwoord("no table")
    if any(not isinstance(row, list) or len(row) != len(naar) for row in rows):
        raise GeenAntwoord("another table than was asked")
    return [
        [0 if one == other else _leg(value) for other, value in zip(naar, row, strict=True)]
        for one, row in zip(van, rows, strict=True)
    ]


def _leg(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise GeenAntwoord("a point without a road")
    if not isfinite(value) or not 0 <= value <= LONGEST:
        raise GeenAntwoord("a time that cannot be")
    return ceil(value) + STOP
