"""The same work by the libraries one would reach for first.

Each runs in a process and an environment of its own (`.venv-peers`), on an SQLite file with our
pragmas. W1 goes in as JSON; answers and seconds come back, and every answer must be the true one.
"""

from __future__ import annotations

import json
import statistics
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from afspraken import agenda
from benchmarks import town
from benchmarks.measuring import Figure, answer, seconds, slower
from benchmarks.workload import Workload, next_monday

PYTHON = Path(__file__).resolve().parents[2] / ".venv-peers" / "bin" / "python"
LEAST = {
    "with_appointment": ("django-appointment 3.12", 500),
    "with_scheduler": ("django-scheduler 0.12", 50),
}
ROUNDS = 3


@dataclass(frozen=True)
class Peer:
    """A peer that has W1 and waits to be asked."""

    process: subprocess.Popen[str]

    def ask(self) -> dict[str, Any]:
        """Its answer and how long it took: pairs, starts, seconds."""
        self._write("again")
        found: dict[str, Any] = self.read()
        return found

    def read(self) -> Any:
        """The next thing it says."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError("the peer ended; see what it wrote above")
        return json.loads(line)

    def _write(self, line: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def build(self, work: Workload) -> None:
        """Give it the workload, and wait until it is stored."""
        booked = [(counter, str(day), minute) for counter, day, minute in work.booked]
        as_json = {name: getattr(work, name) for name in ("counters", "slot", "opens", "closes")}
        days = [str(day) for day in work.workdays]
        self._write(json.dumps(as_json | {"days": days, "booked": booked}))
        if self.read() != "ready":
            raise RuntimeError("the peer did not store the workload")


def figures() -> Iterator[Figure]:
    """One answer of each peer beside one of ours, a few times in turn."""
    if not PYTHON.exists():
        raise SystemExit("de omgeving van de anderen ontbreekt: start dit met `make bench`")
    work = Workload(next_monday(timezone.localdate()))
    town.build(work)
    wens, now = town.wish(), town.now_before(work.start)

    def ours() -> object:
        return agenda.search(wens, now=now, van=work.start, tot=work.end).per_day()

    ours()
    for name, (label, least) in LEAST.items():
        with _started(name) as peer:
            peer.build(work)
            found = peer.ask()
            pairs_and_starts = found["pairs"], found["starts"]
            yield answer(f"{label}: pairs, starts", pairs_and_starts, work.expected(20, 20))
            mine, theirs = [], []
            for _round in range(ROUNDS):
                theirs.append(peer.ask()["seconds"])
                mine += [seconds(ours) for _again in range(5)]
            yield slower(label, statistics.median(mine), statistics.median(theirs), least)


@contextmanager
def _started(name: str) -> Iterator[Peer]:
    script = Path(__file__).with_name("speaking.py")
    process = subprocess.Popen(
        [str(PYTHON), str(script), str(settings.DATA_DIR), name],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield Peer(process)
    finally:
        process.kill()
        process.communicate()
