"""PyVRP on a question of `mobiel.routing.vroom.question`; orders per route out, as VROOM's child.

It knows no lunch and leaves that out: what it finds is a bound, not a plan. An official
without the skills of a visit gets a road to it that takes longer than any day.
"""

import json
import sys
from typing import Any

import numpy
from pyvrp import Client, Depot, Location, ProblemData, VehicleType, solve
from pyvrp.stop import MaxRuntime

FAR = 1_000_000


def main() -> None:
    """Read one question, write one answer: a list of stop numbers for each route."""
    print(json.dumps(ask(json.load(sys.stdin))))


def ask(asked: dict[str, Any]) -> list[list[int]]:
    """What PyVRP finds in its seconds; an empty list if it finds nothing feasible."""
    groups = alike(asked)
    data = town(asked, groups)
    best = solve(data, MaxRuntime(asked["seconds"]), seed=1, display=False).best
    if not best.is_feasible():
        return []
    orders: list[list[int]] = [[] for _vehicle in asked["vehicles"]]
    for route in best.routes():
        vehicle = groups[route.vehicle_type()].pop()
        orders[vehicle] = [step.idx for step in route if step.is_client()]
    return orders


def alike(asked: dict[str, Any]) -> list[list[int]]:
    """Vehicles that can do the same: one kind each, which makes the search easier."""
    groups: dict[Any, list[int]] = {}
    for number, vehicle in enumerate(asked["vehicles"]):
        able = tuple(_is_able(vehicle, job) for job in asked["jobs"])
        same = (vehicle["table"], vehicle["start"], vehicle["finish"], *vehicle["shift"], able)
        groups.setdefault(same, []).append(number)
    return list(groups.values())


def town(asked: dict[str, Any], groups: list[list[int]]) -> ProblemData:
    """One location per place; one kind of vehicle per group, with roads of its own."""
    clients, depots, kinds, roads = [], [], [], []
    for job in asked["jobs"]:
        ((earliest, latest),) = job["windows"]
        clients.append(
            Client(
                job["place"],
                service_duration=job["service"],
                tw_early=max(0, earliest),
                tw_late=latest,
            )
        )
    for number, group in enumerate(groups):
        vehicle = asked["vehicles"][group[0]]
        depots += [Depot(vehicle["start"]), Depot(vehicle["finish"])]
        begin, end = vehicle["shift"]
        table = numpy.array(asked["tables"][vehicle["table"]], dtype=numpy.int64)
        for job in asked["jobs"]:
            if not _is_able(vehicle, job):
                table[:, job["place"]] = FAR
        numpy.fill_diagonal(table, 0)
        roads.append(table)
        kinds.append(
            VehicleType(
                len(group),
                start_depot=2 * number,
                end_depot=2 * number + 1,
                tw_early=begin,
                tw_late=end,
                profile=number,
            )
        )
    spots = [Location(0, 0) for _place in asked["tables"][0]]
    return ProblemData(spots, clients, depots, kinds, roads, roads)


def _is_able(vehicle: dict[str, Any], job: dict[str, Any]) -> bool:
    return set(job["skills"]) <= set(vehicle["skills"])


if __name__ == "__main__":
    main()
