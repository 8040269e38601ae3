"""VROOM and PyVRP on the same routes, each in a process of `.venv-peers`, one second each."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from mobiel.routing import Plan, Route, feasible, vroom

ROOT = Path(__file__).resolve().parents[1]
PYTHON = str(ROOT / ".venv-peers" / "bin" / "python")
SECONDS = 1.0


def require() -> None:
    """Stop with a sentence where the environment of the peers is not there."""
    if not Path(PYTHON).exists():
        raise SystemExit("de omgeving van de anderen ontbreekt: start dit met `make bench`")


def by_vroom(routes: Sequence[Route]) -> Plan:
    """What VROOM makes of these routes, checked. Raises: RuntimeError if it fails."""
    child = (PYTHON, "-m", "mobiel.routing.vroomchild")
    plan = vroom.solve(routes, seconds=SECONDS, child=child)
    if plan is None:
        raise RuntimeError("VROOM found no plan that keeps every promise")
    return plan


def by_pyvrp(routes: Sequence[Route]) -> Plan:
    """What PyVRP makes of them without lunch, checked. Raises: RuntimeError if it fails."""
    hungry = [replace(route, dienst=replace(route.dienst, lunch=None)) for route in routes]
    stops = [stop for route in hungry for stop in route.stops]
    done = subprocess.run(
        [PYTHON, str(ROOT / "benchmarks" / "peers" / "with_pyvrp.py")],
        input=json.dumps(vroom.question(hungry, stops, SECONDS)),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    orders = json.loads(done.stdout)
    found = [
        replace(route, stops=tuple(stops[number] for number in order))
        for route, order in zip(hungry, orders, strict=True)
    ]
    if any(feasible(route) for route in found):
        raise RuntimeError("PyVRP found no plan that keeps every promise")
    return Plan(tuple(found))
