"""Measuring two things in turn, and one printed line per figure."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from django.db import connections
from django.test.utils import CaptureQueriesContext

HEADER = "name | ours | reference | ratio | target | verdict"

Act = Callable[[], Any]


@dataclass(frozen=True)
class Figure:
    """One measured figure; `is_met` None where there is no target, only something to know."""

    name: str
    ours: str
    reference: str = "-"
    ratio: str = "-"
    target: str = "-"
    is_met: bool | None = None

    def __str__(self) -> str:
        verdict = {True: "ok", False: "short", None: "-"}[self.is_met]
        return " | ".join([self.name, self.ours, self.reference, self.ratio, self.target, verdict])


def at_most(name: str, ours: float, reference: float, limit: float) -> Figure:
    """Seconds beside seconds: ours may take `limit` times as long."""
    ratio = ours / reference
    return Figure(name, _ms(ours), _ms(reference), f"{ratio:.2f}", f"≤ {limit:g}", ratio <= limit)


def known(name: str, ours: float, reference: float) -> Figure:
    """Seconds beside seconds, without a target."""
    return Figure(name, _ms(ours), _ms(reference), f"{ours / reference:.2f}")


def slower(name: str, ours: float, reference: float, least: float) -> Figure:
    """Seconds beside seconds: the reference should take at least `least` times as long."""
    ratio = reference / ours
    return Figure(name, _ms(ours), _ms(reference), f"{ratio:.0f}", f"≥ {least:g}", ratio >= least)


def rate(name: str, ours: float, reference: float, least: float | None) -> Figure:
    """Times per second beside times per second; None asks for no part of the reference."""
    ratio = ours / reference
    figure = Figure(name, f"{ours:.0f}/s", f"{reference:.0f}/s", f"{ratio:.2f}")
    return (
        figure if least is None else replace(figure, target=f"≥ {least:g}", is_met=ratio >= least)
    )


def count(name: str, ours: int, limit: int) -> Figure:
    """A number that may not exceed `limit`."""
    return Figure(name, str(ours), target=f"≤ {limit}", is_met=ours <= limit)


def answer(name: str, ours: object, expected: object) -> Figure:
    """An answer beside the true answer."""
    return Figure(name, str(ours), str(expected), target="equal", is_met=ours == expected)


def in_turn(*acts: Act, rounds: int = 15) -> list[float]:
    """Median seconds of each act; the acts take turns, so that a slow moment hits them all."""
    for act in acts:
        act()  # the first time fills caches
    times: list[list[float]] = [[] for _act in acts]
    for _round in range(rounds):
        for act, series in zip(acts, times, strict=True):
            series.append(seconds(act))
    return [statistics.median(series) for series in times]


def seconds(act: Act) -> float:
    """How long one call takes. Garbage of earlier calls is not its fault."""
    gc.collect()
    begin = time.perf_counter()
    act()
    return time.perf_counter() - begin


def queries(act: Act, alias: str = "default") -> int:
    """How many statements an act sends."""
    with CaptureQueriesContext(connections[alias]) as captured:
        act()
    return len(captured)


def cores() -> int:
    """How many processors this process may use."""
    import os

    with suppress(AttributeError):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _ms(value: float) -> str:
    return f"{value * 1000:.1f} ms"
