"""The process that asks VROOM: a question of `vroom.question` in, orders per route out.

Alone in its process, so that it can be killed. Ends with an error if pyvroom is not installed.
"""

import json
import sys
from datetime import timedelta
from typing import Any

EXPLORATION = 5  # the most thorough that VROOM knows
THREADS = 2


def main() -> None:
    """Read one question, write one answer: a list of stop numbers for each route."""
    print(json.dumps(solve(json.load(sys.stdin))))


def solve(asked: dict[str, Any]) -> list[list[int]]:
    """Ask VROOM. Raises: ImportError without pyvroom."""
    import vroom

    town = vroom.Input()
    for number, table in enumerate(asked["tables"]):
        town.set_durations_matrix(str(number), table)
    for number, vehicle in enumerate(asked["vehicles"]):
        lunch = vehicle["lunch"]
        breaks = [vroom.Break(1, [vroom.TimeWindow(*lunch[:2])], service=lunch[2])] if lunch else []
        town.add_vehicle(
            vroom.Vehicle(
                number,
                start=vehicle["start"],
                end=vehicle["finish"],
                profile=str(vehicle["table"]),
                skills=set(vehicle["skills"]),
                time_window=vroom.TimeWindow(*vehicle["shift"]),
                breaks=breaks,
            )
        )
    for number, job in enumerate(asked["jobs"]):
        town.add_job(
            vroom.Job(
                number,
                location=job["place"],
                default_service=job["service"],
                skills=set(job["skills"]),
                time_windows=[vroom.TimeWindow(*window) for window in job["windows"]],
            )
        )
    limit = timedelta(seconds=asked["seconds"])
    found = town.solve(exploration_level=EXPLORATION, nb_threads=THREADS, timeout=limit).to_dict()
    orders: list[list[int]] = [[] for _vehicle in asked["vehicles"]]
    for route in found["routes"]:
        orders[route["vehicle"]] = [s["id"] for s in route["steps"] if s["type"] == "job"]
    return orders


if __name__ == "__main__":
    main()
